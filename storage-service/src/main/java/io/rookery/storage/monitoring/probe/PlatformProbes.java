package io.rookery.storage.monitoring.probe;

import io.rookery.kit.discovery.Registration;
import io.rookery.kit.discovery.Registrations;
import io.rookery.kit.identity.Peer;
import io.rookery.kit.identity.PeerTokens;
import io.rookery.kit.shard.DatabaseLogin;
import io.rookery.shard.map.Shard;
import java.net.http.HttpClient;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.curator.framework.CuratorFramework;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** All probes of the platform, run concurrently. Used by one thread. */
public final class PlatformProbes implements AutoCloseable {

    private final ProbeSettings settings;
    private final Supplier<List<Shard>> shards;
    private final DatabaseLogin database;
    private final InstanceRegistry registry;
    private final PeerTokens tokens;
    private final JsonMapper json;
    private final InstantSource clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http;
    private final Map<String, ProbeRunner> runners = new LinkedHashMap<>();
    private final Map<String, String> instances = new HashMap<>();
    private final Map<String, Instant> lastRegistered = new HashMap<>();
    private final Map<String, ReplicationTimes> times;
    private final Map<Long, String> sessions = new ConcurrentHashMap<>();
    private @Nullable Future<Map<String, Registration>> registryRead;

    /** Creates the probes of the platform that the settings describe. */
    @FunctionalInterface
    public interface Factory {

        /**
         * Creates the probes without running them.
         *
         * @param times where the heartbeat times of each shard are recorded
         */
        PlatformProbes create(Map<String, ReplicationTimes> times);
    }

    /**
     * Creates the probes without running them.
     *
     * @param shards those of the shard map, or of the settings while there is no map
     * @param times where the heartbeat times of each shard are recorded
     * @param zooKeeperServers host:port of each
     */
    PlatformProbes(
            ProbeSettings settings,
            Supplier<List<Shard>> shards,
            DatabaseLogin database,
            RedisLogin redis,
            CuratorFramework zooKeeper,
            Registrations registrations,
            List<String> zooKeeperServers,
            PeerTokens tokens,
            JsonMapper json,
            Map<String, ReplicationTimes> times,
            InstantSource clock) {
        this.settings = settings;
        this.shards = shards;
        this.database = database;
        this.registry = new InstanceRegistry(zooKeeper, registrations);
        this.tokens = tokens;
        this.json = json;
        this.times = times;
        this.clock = clock;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(settings.patience())
                        .executor(threads)
                        .build();
        for (String server : zooKeeperServers) {
            Component component = Component.of(Component.Type.ZOOKEEPER, "zookeeper", server);
            keep(component, () -> new ZooKeeperProbe(component, sessions, clock));
        }
        for (String node : settings.redisNodes()) {
            Component component = Component.of(Component.Type.REDIS, "redis", node);
            keep(component, () -> new RedisProbe(component, redis));
        }
    }

    /**
     * Also probes an instance that may have left the registry before this instance first read it.
     */
    public void remember(Component instance) {
        if (Peer.named(instance.group()).isPresent()) {
            lastRegistered.putIfAbsent(instance.address(), clock.instant());
            keepInstance(instance.group(), instance.address());
        }
    }

    /** Probes everything once. Takes little longer than the deadline for an answer. */
    public ProbeRound look() throws InterruptedException {
        List<Shard> present = shards.get();
        present.forEach(this::keepShard);
        forgetOtherNodes(present);
        return look(List.copyOf(runners.values()));
    }

    /** Ends the probes of the shards that have left, and of the nodes that a shard has no more. */
    private void forgetOtherNodes(List<Shard> present) {
        Set<String> nodes =
                present.stream()
                        .flatMap(shard -> shard.hosts().stream().map(host -> node(shard, host)))
                        .map(Component::key)
                        .collect(Collectors.toSet());
        runners.entrySet()
                .removeIf(each -> {
                    ProbeRunner runner = each.getValue();
                    boolean isGone =
                            runner.component().type() == Component.Type.POSTGRES
                                    && !nodes.contains(each.getKey());
                    if (isGone) {
                        runner.close();
                    }
                    return isGone;
                });
    }

    private static Component node(Shard shard, String host) {
        return Component.of(Component.Type.POSTGRES, shard.name(), host);
    }

    /** Probes only the instances of one service, and ZooKeeper, which also reports on them. */
    public ProbeRound look(String service) throws InterruptedException {
        return look(
                runners.values().stream()
                        .filter(runner ->
                                switch (runner.component().type()) {
                                    case ZOOKEEPER -> true;
                                    case INSTANCE -> runner.component().group().equals(service);
                                    case POSTGRES, REDIS -> false;
                                })
                        .toList());
    }

    private ProbeRound look(List<ProbeRunner> at) throws InterruptedException {
        long end = System.nanoTime() + settings.deadline().toNanos();
        if (registryRead == null) {
            registryRead = threads.submit(registry::read);
        }
        at.forEach(runner -> runner.begin(settings.patience()));
        List<ProbeResult> sightings = new ArrayList<>();
        for (ProbeRunner runner : at) {
            sightings.add(runner.await(settings.deadline(), end - System.nanoTime()));
        }
        Optional<Map<String, Registration>> registered = registered(end - System.nanoTime());
        registered.ifPresent(this::takeNoteOf);
        return new ProbeRound(
                clock.instant(), sightings, registered.map(Map::keySet).map(Set::copyOf));
    }

    private Optional<Map<String, Registration>> registered(long nanosLeft)
            throws InterruptedException {
        try {
            Map<String, Registration> found =
                    Objects.requireNonNull(registryRead)
                            .get(Math.max(0, nanosLeft), TimeUnit.NANOSECONDS);
            registryRead = null;
            return Optional.of(found);
        } catch (ExecutionException e) {
            registryRead = null;
            return Optional.empty();
        } catch (TimeoutException e) {
            return Optional.empty();
        }
    }

    private void takeNoteOf(Map<String, Registration> registered) {
        Instant now = clock.instant();
        sessions.values().retainAll(registered.keySet());
        registered.forEach((address, registration) -> {
            lastRegistered.put(address, now);
            sessions.put(registration.session(), address);
            keepInstance(registration.service().text(), address);
        });
        forgetTheLongGone();
    }

    private void keepInstance(String service, String address) {
        Component component = Component.of(Component.Type.INSTANCE, service, address);
        String former = instances.put(address, component.key());
        if (former != null && !former.equals(component.key())) {
            // The address now belongs to another service.
            Objects.requireNonNull(runners.remove(former)).close();
        }
        keep(component, () -> new InstanceStatusProbe(component, http, tokens, json, clock));
    }

    private void keepShard(Shard shard) {
        PostgresConnections connections = new PostgresConnections(shard.database(), database);
        ReplicationTimes shardTimes =
                times.computeIfAbsent(shard.name(), _ -> new ReplicationTimes());
        for (String host : shard.hosts()) {
            Component component = node(shard, host);
            keep(
                    component,
                    () ->
                            new PostgresProbe(
                                    component,
                                    connections,
                                    new DiskProbe(
                                            host, connections, threads, new Heartbeat(shardTimes)),
                                    new DiskProbe(host, connections, threads, DiskSpaceCheck::on),
                                    clock));
        }
    }

    private void keep(Component component, Supplier<Probe> probe) {
        runners.computeIfAbsent(component.key(), _ -> new ProbeRunner(probe.get(), threads, clock));
    }

    private void forgetTheLongGone() {
        Instant earliest = clock.instant().minus(settings.remembered());
        Iterator<Map.Entry<String, Instant>> seen = lastRegistered.entrySet().iterator();
        while (seen.hasNext()) {
            Map.Entry<String, Instant> last = seen.next();
            if (last.getValue().isBefore(earliest)) {
                seen.remove();
                String key = Objects.requireNonNull(instances.remove(last.getKey()));
                Objects.requireNonNull(runners.remove(key)).close();
            }
        }
    }

    @Override
    public void close() {
        runners.values().forEach(ProbeRunner::close);
        http.shutdownNow();
        threads.shutdownNow();
    }
}
