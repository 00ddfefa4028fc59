package io.rookery.shard.transaction;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The time by the clocks of the shards' servers. It is the median of all clocks that have been
 * read, so that no single wrong clock counts. It does not use this machine's wall clock.
 * Thread-safe.
 */
final class ServerTime {

    /** The offset of each host's clock from the local monotonic clock, in ms. */
    private final Map<String, Long> offsets = new ConcurrentHashMap<>();

    private volatile @Nullable Long middle;

    /**
     * @param millis the time of a server's clock, in ms since 1970
     */
    void heard(String host, long millis) {
        offsets.put(host, millis - forwardMillis());
        middle = middle();
    }

    /** Removes a host that is no longer probed. */
    void forget(String host) {
        offsets.remove(host);
        middle = middle();
    }

    /** The current time; empty before any server has answered. */
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
