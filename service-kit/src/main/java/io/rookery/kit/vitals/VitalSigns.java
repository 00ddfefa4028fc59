package io.rookery.kit.vitals;

import io.rookery.kit.admission.Admission;
import io.rookery.kit.discovery.InstanceSettings;
import io.rookery.kit.failover.Callee;
import io.rookery.kit.failover.Callees;
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

/** Takes the vitals of this instance, from memory: nothing here waits for anybody. */
final class VitalSigns {

    private final String service;
    private final InstanceSettings instance;
    private final Environment environment;
    private final Callees callees;
    private final Admission admission;
    private final List<ShardGauge> shards;
    private final List<CacheGauge> caches;
    private final InstantSource clock;
    private final Instant started =
            Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());

    /**
     * @param environment knows the port once the web server has one
     */
    VitalSigns(
            String service,
            InstanceSettings instance,
            Environment environment,
            Callees callees,
            Admission admission,
            List<ShardGauge> shards,
            List<CacheGauge> caches,
            InstantSource clock) {
        this.service = service;
        this.instance = instance;
        this.environment = environment;
        this.callees = callees;
        this.admission = admission;
        this.shards = shards;
        this.caches = caches;
        this.clock = clock;
    }

    Vitals take() {
        List<Callee> called = callees.all();
        return new Vitals(
                service,
                instance.host() + ':' + environment.getProperty("local.server.port", "0"),
                started,
                clock.instant().toEpochMilli(),
                heap(),
                new Vitals.Load(admission.inFlight(), admission.shed()),
                shards.stream().flatMap(gauge -> gauge.shards().stream()).toList(),
                caches.stream().flatMap(gauge -> gauge.caches().stream()).toList(),
                called,
                called.stream().filter(Callee::passedOver).map(Callee::address).toList());
    }

    private static Vitals.Heap heap() {
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
        return new Vitals.Heap(afterCollection, Runtime.getRuntime().maxMemory(), collectionMillis);
    }

    private static Stream<MemoryPoolMXBean> heapPools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP);
    }
}
