package io.rookery.storage.monitoring;

import io.micrometer.core.instrument.MeterRegistry;
import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.slot.Slots;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.storage.leadership.Leadership;
import io.rookery.storage.monitoring.incident.IncidentDetector;
import io.rookery.storage.monitoring.incident.IncidentSettings;
import io.rookery.storage.monitoring.probe.PlatformProbes;
import io.rookery.storage.monitoring.probe.ProbeSettings;
import io.rookery.storage.monitoring.probe.ReplicationTimes;
import io.rookery.storage.monitoring.switchover.Switchovers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.cloud.zookeeper.ZookeeperProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class MonitoringConfiguration {

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
    IncidentRecords incidentRecords(IncidentMonitor monitor, IncidentStore store) {
        return new IncidentRecords(monitor, store);
    }

    @Bean
    IncidentMonitor incidentMonitor(
            @Value("${spring.application.name}") String service,
            Leadership leadership,
            ProbeSettings probeSettings,
            PlatformProbes.Factory probes,
            IncidentStore store,
            IncidentSettings settings,
            IdGenerator ids,
            MeterRegistry registry,
            Switchovers switchovers,
            ZookeeperProperties zooKeeper) {
        IncidentMetrics metrics = new IncidentMetrics(registry);
        Supplier<IncidentDetector> detectors =
                () ->
                        new IncidentDetector(
                                settings,
                                zooKeeper.getSessionTimeout(),
                                () -> Long.toString(ids.next(SLOT)));
        return new IncidentMonitor(
                service,
                leadership,
                probeSettings,
                () -> {
                    Map<String, ReplicationTimes> times = new ConcurrentHashMap<>();
                    return new LeaderTerm(
                            probes.create(times),
                            detectors.get(),
                            () -> IncidentArchive.open(store, settings.kept()),
                            metrics,
                            switchovers,
                            times);
                });
    }
}
