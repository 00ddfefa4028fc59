package io.rookery.kit.security;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/**
 * Identifiers of revoked tokens. Tokens do not expire, so that each of them matters for ever; it
 * takes eight bytes.
 */
final class RevokedIds {

    /** So many may be kept in the expensive way, by which they can be added one by one. */
    private static final int RECENT = 1_000;

    private final Set<Long> recent = ConcurrentHashMap.newKeySet();
    private volatile long[] settled = {};

    boolean contains(long id) {
        return recent.contains(id) || Arrays.binarySearch(settled, id) >= 0;
    }

    void add(long id) {
        addAll(List.of(id));
    }

    synchronized void addAll(Collection<Long> ids) {
        for (Long id : ids) {
            if (Arrays.binarySearch(settled, id) < 0) {
                recent.add(id);
            }
        }
        if (recent.size() > RECENT) {
            List<Long> moving = List.copyOf(recent);
            // First here, then no longer there: whoever looks meanwhile finds each of them.
            settled =
                    LongStream.concat(
                                    Arrays.stream(settled),
                                    moving.stream().mapToLong(Long::longValue))
                            .sorted()
                            .toArray();
            moving.forEach(recent::remove);
        }
    }
}
