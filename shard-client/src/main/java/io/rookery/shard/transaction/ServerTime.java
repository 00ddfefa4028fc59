package io.rookery.shard.transaction;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What time it is by the clocks of the shards' servers: the middle one of all that have been heard,
 * so that no single wrong one counts. Knows nothing of this machine's clock. Thread-safe.
 */
final class ServerTime {

    /** By host: how far its clock is from the clock that only goes forward here, in ms. */
    private final Map<String, Long> offsets = new ConcurrentHashMap<>();

    private volatile @Nullable Long middle;

    /**
     * @param millis what a server's clock has said, in ms since 1970
     */
    void heard(String host, long millis) {
        offsets.put(host, millis - forwardMillis());
        middle = middle();
    }

    /** The host is not asked any more. */
    void forget(String host) {
        offsets.remove(host);
        middle = middle();
    }

    /** None before any server has been heard. */
    Optional<Instant> now() {
        Long offset = middle;
        return offset == null
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(forwardMillis() + offset));
    }

    private @Nullable Long middle() {
        long[] sorted = offsets.values().stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted.length == 0 ? null : sorted[(sorted.length - 1) / 2];
    }

    private static long forwardMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
