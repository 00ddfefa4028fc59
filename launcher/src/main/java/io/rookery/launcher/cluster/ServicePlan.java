package io.rookery.launcher.cluster;

import io.rookery.launcher.secret.Secrets;
import io.rookery.launcher.service.ServiceSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Determines which instances of which services there are, and their configuration. All ports are
 * fixed before anything runs, so no process has to run for this.
 *
 * @param settings what the cluster consists of
 * @param state its directory
 * @param secrets its secrets
 * @param shards numbers of its shards
 */
record ServicePlan(
        ClusterSettings settings, StateDirectory state, Secrets secrets, List<Integer> shards) {

    private static final String LOOPBACK = "127.0.0.1";
    static final int REDIS_NODES = 6;
    private static final int HEAP_MEGABYTES = 256;
    private static final String UNLIMITED = "1000000";
    private static final int SMALL_HEAP_MEGABYTES = 128;

    /** Shorter than elsewhere: people on a laptop want to see the end of a move. */
    private static final String OBSERVE_MOVES = "30s";

    /** More than elsewhere: there are few rows in a slot. */
    private static final String SLOTS_PER_MOVE = "256";

    ServicePlan {
        shards = List.copyOf(shards);
    }

    /** All instances: those of storage-service, user-service, feed-service and the gateway. */
    List<ServiceSpec> all() {
        return Stream.of(storageServices(), userServices(), feedServices(), gateways())
                .flatMap(List::stream)
                .toList();
    }

    List<ServiceSpec> storageServices() {
        var properties = new HashMap<String, String>();
        for (int index = 0; index < shards.size(); index++) {
            int shard = shards.get(index);
            var prefix = "rookery.storage.shards[" + index + "].";
            var a = settings.ports().postgres(shard);
            properties.put(prefix + "name", shardName(shard));
            properties.put(prefix + "hosts[0]", host(a));
            properties.put(prefix + "hosts[1]", host(a + 1));
            properties.put(
                    prefix + "patroni[0]",
                    "http://%s:%d/%s"
                            .formatted(LOOPBACK, settings.ports().switchover(), shardName(shard)));
        }
        properties.put("rookery.probes.redis-nodes", redisNodes());
        properties.put("rookery.moves.observe", OBSERVE_MOVES);
        properties.put("rookery.moves.batch", SLOTS_PER_MOVE);
        return instances(
                "storage-service",
                settings.instances().storage(),
                settings.ports()::storageService,
                SMALL_HEAP_MEGABYTES,
                properties);
    }

    private List<ServiceSpec> userServices() {
        return instances(
                "user-service",
                settings.instances().user(),
                settings.ports()::userService,
                HEAP_MEGABYTES,
                Map.of(
                        "rookery.site.base-url",
                        settings.publicAddress().toString(),
                        "rookery.password.concurrency",
                        "1",
                        // All clients have this machine's address, a thousand of them in a
                        // demonstration.
                        "rookery.sign-up.per-address",
                        UNLIMITED,
                        "rookery.sign-up.total",
                        UNLIMITED,
                        "rookery.session.registrations-per-address",
                        UNLIMITED));
    }

    private List<ServiceSpec> feedServices() {
        return instances(
                "feed-service",
                settings.instances().feed(),
                settings.ports()::feedService,
                HEAP_MEGABYTES,
                Map.of("spring.data.redis.cluster.nodes", redisNodes()));
    }

    private String redisNodes() {
        return IntStream.range(0, REDIS_NODES)
                .mapToObj(node -> host(settings.ports().redis() + node))
                .collect(Collectors.joining(","));
    }

    private String zooKeepers() {
        return IntStream.range(0, settings.zooKeepers())
                .mapToObj(server -> LOOPBACK + ":" + (settings.ports().zookeeper() + server))
                .collect(Collectors.joining(","));
    }

    private List<ServiceSpec> gateways() {
        var gateways = new ArrayList<ServiceSpec>();
        for (int instance = 0; instance < settings.instances().gateway(); instance++) {
            var management = settings.ports().gatewayManagement(instance);
            var properties =
                    Map.of(
                            "server.address",
                            settings.address(),
                            "management.server.address",
                            LOOPBACK,
                            "management.server.port",
                            Integer.toString(management));
            gateways.add(
                    instance(
                            "gateway",
                            instance,
                            settings.ports().gateway(instance),
                            management,
                            HEAP_MEGABYTES,
                            properties));
        }
        return gateways;
    }

    private String host(int port) {
        return LOOPBACK + ":" + settings.announced(port);
    }

    static String shardName(int shard) {
        return "shard-" + shard;
    }

    private List<ServiceSpec> instances(
            String service,
            int number,
            IntUnaryOperator ports,
            int heapMegabytes,
            Map<String, String> properties) {
        var specs = new ArrayList<ServiceSpec>();
        for (int instance = 0; instance < number; instance++) {
            int port = ports.applyAsInt(instance);
            var own = new HashMap<>(properties);
            if (settings.links()) {
                own.put("rookery.instance.port", Integer.toString(settings.announced(port)));
            }
            specs.add(instance(service, instance, port, port, heapMegabytes, own));
        }
        return specs;
    }

    private ServiceSpec instance(
            String service,
            int instance,
            int port,
            int managementPort,
            int heapMegabytes,
            Map<String, String> own) {
        var name = service + "-" + instance;
        var properties = new HashMap<String, String>();
        properties.put("server.port", Integer.toString(port));
        properties.put("server.address", LOOPBACK);
        properties.put("spring.cloud.zookeeper.connect-string", zooKeepers());
        properties.put("rookery.secrets.directory", secrets.treeOf(service).toString());
        properties.put("rookery.instance.host", LOOPBACK);
        properties.putAll(own);
        properties.putAll(settings.properties().getOrDefault(service, Map.of()));
        properties.putAll(settings.properties().getOrDefault(name, Map.of()));
        return new ServiceSpec(
                name,
                service,
                port,
                managementPort,
                heapMegabytes,
                properties,
                state.data().resolve(name),
                state.log(name));
    }
}
