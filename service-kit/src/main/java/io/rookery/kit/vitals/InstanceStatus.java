package io.rookery.kit.vitals;

import io.rookery.kit.failover.UpstreamStats;
import java.time.Instant;
import java.util.List;

/**
 * The state of an instance, as it reports it.
 *
 * @param service name of its service
 * @param instance {@code host:port} under which others reach it
 * @param started when it started
 * @param clock its clock, in milliseconds since 1970
 * @param heap its memory
 * @param load the requests that it handles
 * @param shards the shards that it uses; empty for a service without shards
 * @param caches the cache nodes that it has used lately; empty for a service without a cache
 * @param callees the instances that it has called
 * @param passedOver addresses of the ejected instances, to which it sends no requests at present
 */
public record InstanceStatus(
        String service,
        String instance,
        Instant started,
        long clock,
        Heap heap,
        Load load,
        List<ShardStatus> shards,
        List<CacheStatus> caches,
        List<UpstreamStats> callees,
        List<String> passedOver) {

    @SuppressWarnings("NullAway") // an instance of an older version does not say it
    public InstanceStatus {
        caches = caches == null ? List.of() : caches;
    }

    /**
     * The heap, in bytes.
     *
     * @param afterCollection used right after the latest collection of each memory pool, so without
     *     the garbage of that time; 0 before the first collection
     * @param max the maximum size
     * @param collectionMillis total time of collections since the start
     */
    public record Heap(long afterCollection, long max, long collectionMillis) {}

    /**
     * The requests of an instance.
     *
     * @param inFlight requests that are being handled now
     * @param shed requests that were shed for overload since the start
     */
    public record Load(int inFlight, long shed) {}
}
