package io.rookery.kit.vitals;

import io.rookery.kit.admission.Admission;
import io.rookery.kit.discovery.InstanceSettings;
import io.rookery.kit.failover.UpstreamStats;
import io.rookery.kit.failover.UpstreamStatsSource;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;

/** Collects the status of this instance from memory, without waiting for anything. */
final class InstanceStatusCollector {

    private final String service;
    private final InstanceSettings instance;
    private final Environment environment;
    private final UpstreamStatsSource upstreams;
    private final Admission admission;
    private final List<ShardGauge> shards;
    private final List<CacheGauge> caches;
    private final InstantSource clock;
    private final Instant started =
            Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());

    /**
     * @param environment contains the port once the web server has one
     */
    InstanceStatusCollector(
            String service,
            InstanceSettings instance,
            Environment environment,
            UpstreamStatsSource upstreams,
            Admission admission,
            List<ShardGauge> shards,
            List<CacheGauge> caches,
            InstantSource clock) {
        this.service = service;
        this.instance = instance;
        this.environment = environment;
        this.upstreams = upstreams;
        this.admission = admission;
        this.shards = shards;
        this.caches = caches;
        this.clock = clock;
    }

    InstanceStatus take() {
        List<UpstreamStats> called = upstreams.all();
        return new InstanceStatus(
                service,
                instance.host() + ':' + environment.getProperty("local.server.port", "0"),
                started,
                clock.instant().toEpochMilli(),
                heap(),
                new InstanceStatus.Load(admission.inFlight(), admission.shed()),
                shards.stream().flatMap(gauge -> gauge.shards().stream()).toList(),
                caches.stream().flatMap(gauge -> gauge.caches().stream()).toList(),
                called,
                called.stream()
                        .filter(UpstreamStats::passedOver)
                        .map(UpstreamStats::address)
                        .toList());
    }

    private static InstanceStatus.Heap heap() {
        long afterCollection =
                heapPools()
                        .map(MemoryPoolMXBean::getCollectionUsage)
                        .filter(Objects::nonNull)
                        .mapToLong(MemoryUsage::getUsed)
                        .sum();
        long collectionMillis =
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                        .filter(millis -> millis > 0)
                        .sum();
        return new InstanceStatus.Heap(
                afterCollection, Runtime.getRuntime().maxMemory(), collectionMillis);
    }

    private static Stream<MemoryPoolMXBean> heapPools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP);
    }
}
