package io.rookery.kit.security;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/**
 * A set of the identifiers of revoked tokens. Tokens do not expire, so an identifier is kept for
 * ever. It takes eight bytes.
 */
final class RevokedIds {

    /** How many may be kept in the hash set, which takes more memory but is cheap to add to. */
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
            // Adds to the array first and removes from the set afterwards, so that concurrent
            // readers find every identifier.
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
