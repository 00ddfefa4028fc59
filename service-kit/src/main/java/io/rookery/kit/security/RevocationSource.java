package io.rookery.kit.security;

import java.util.List;

/** Where the identifiers of revoked tokens come from, in the order in which they became known. */
@FunctionalInterface
public interface RevocationSource {

    /**
     * The next revocations.
     *
     * @param cursor what the page before gave; empty for the first page
     * @param limit the most token identifiers to return of one shard
     * @throws RuntimeException when they cannot be read now
     */
    Revocations after(String cursor, int limit);

    /**
     * A page of revocations.
     *
     * @param tokenIds identifiers of revoked tokens; may repeat earlier ones
     * @param cursor where to go on
     * @param more whether there is more to read at once; what is revoked from now on does not count
     * @param unread slots whose revocations are missing, as their shard does not answer
     */
    record Revocations(List<Long> tokenIds, String cursor, boolean more, UnreadSlots unread) {
        public Revocations {
            tokenIds = List.copyOf(tokenIds);
        }

        /** The last page, to which every shard has given its part. */
        public Revocations(List<Long> tokenIds, String cursor) {
            this(tokenIds, cursor, false, UnreadSlots.NONE);
        }
    }
}
