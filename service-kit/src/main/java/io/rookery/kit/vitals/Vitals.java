package io.rookery.kit.vitals;

import io.rookery.kit.failover.Callee;
import java.time.Instant;
import java.util.List;

/**
 * How an instance is.
 *
 * @param service its service
 * @param instance {@code host:port} under which others reach it
 * @param started when it started
 * @param clock its clock, in milliseconds since 1970
 * @param heap its memory
 * @param load the requests that it has to do with
 * @param shards the shards that it uses; empty for a service without shards
 * @param caches the nodes of its cache that it has asked lately; empty for a service without one
 * @param callees the instances that it has called
 * @param passedOver addresses of those that it sends no requests to at present
 */
public record Vitals(
        String service,
        String instance,
        Instant started,
        long clock,
        Heap heap,
        Load load,
        List<ShardVitals> shards,
        List<CacheVitals> caches,
        List<Callee> callees,
        List<String> passedOver) {

    @SuppressWarnings("NullAway") // an instance of an older version does not say it
    public Vitals {
        caches = caches == null ? List.of() : caches;
    }

    /**
     * The heap, in bytes.
     *
     * @param afterCollection used right after the latest collection of each of its parts, so
     *     without what was garbage then; 0 before there was any
     * @param max the most that it may grow to
     * @param collectionMillis time that was spent on collections since the start
     */
    public record Heap(long afterCollection, long max, long collectionMillis) {}

    /**
     * The requests of an instance.
     *
     * @param inFlight being handled now
     * @param shed turned away for overload since the start
     */
    public record Load(int inFlight, long shed) {}
}
