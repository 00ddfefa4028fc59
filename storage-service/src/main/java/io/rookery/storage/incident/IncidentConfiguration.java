package io.rookery.storage.incident;

import io.micrometer.core.instrument.MeterRegistry;
import io.rookery.kit.discovery.Registrations;
import io.rookery.kit.identity.PeerTokens;
import io.rookery.kit.shard.DatabaseLogin;
import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.ShardMaps;
import io.rookery.shard.slot.Slots;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.storage.StorageSettings;
import io.rookery.storage.leadership.Leadership;
import io.rookery.storage.probe.PlatformProbes;
import io.rookery.storage.probe.ProbeSettings;
import io.rookery.storage.probe.RedisLogin;
import io.rookery.storage.probe.ReplicationTimes;
import io.rookery.storage.switchover.SwitchoverSettings;
import io.rookery.storage.switchover.Switchovers;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.curator.framework.CuratorFramework;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.cloud.zookeeper.ZookeeperProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class IncidentConfiguration {

    /**
     * An identifier needs a slot, though an incident belongs to no account. The slot is random, so
     * that two instances are unlikely to create the same identifier at the same moment.
     */
    private static final int SLOT = ThreadLocalRandom.current().nextInt(Slots.COUNT);

    @Bean
    IncidentStore incidentStore(ShardClient shards, JsonMapper json, IncidentSettings settings) {
        return new IncidentStore(shards, json, settings.kept());
    }

    @Bean
    IncidentRecords incidentRecords(IncidentMonitor keeper, IncidentStore store) {
        return new IncidentRecords(keeper, store);
    }

    @Bean
    IncidentMonitor incidentKeeper(
            @Value("${spring.application.name}") String service,
            Leadership leadership,
            ProbeSettings probes,
            Terms terms,
            IncidentStore store,
            IncidentSettings settings,
            IdGenerator ids,
            MeterRegistry registry,
            Switchovers switchovers,
            ZookeeperProperties zooKeeper) {
        IncidentMetrics metrics = new IncidentMetrics(registry);
        return new IncidentMonitor(
                service,
                leadership,
                probes,
                () -> {
                    Map<String, ReplicationTimes> times = new ConcurrentHashMap<>();
                    return new LeaderTerm(
                            terms.probes(times),
                            new IncidentDetector(
                                    settings,
                                    zooKeeper.getSessionTimeout(),
                                    () -> Long.toString(ids.next(SLOT))),
                            () -> IncidentArchive.open(store, settings.kept()),
                            metrics,
                            switchovers,
                            times);
                });
    }

    @Bean(destroyMethod = "close")
    Switchovers switchovers(StorageSettings storage, SwitchoverSettings settings) {
        return Switchovers.of(storage, settings);
    }

    @Bean
    Terms terms(
            ProbeSettings settings,
            StorageSettings storage,
            ShardMaps maps,
            DatabaseLogin database,
            SslBundles bundles,
            CuratorFramework curator,
            Registrations registrations,
            ZookeeperProperties zooKeeper,
            PeerTokens tokens,
            JsonMapper json,
            InstantSource clock) {
        String servers = zooKeeper.getConnectString().split("/", 2)[0];
        return times ->
                new PlatformProbes(
                        settings,
                        () ->
                                maps.current()
                                        .map(ShardMap::shards)
                                        .orElseGet(storage::joiningShards),
                        database,
                        RedisLogin.of(settings, bundles),
                        curator,
                        registrations,
                        List.of(servers.split(",", -1)),
                        tokens,
                        json,
                        times,
                        clock);
    }

    /** Creates the probes of a term of leadership. */
    @FunctionalInterface
    interface Terms {
        PlatformProbes probes(Map<String, ReplicationTimes> times);
    }
}
