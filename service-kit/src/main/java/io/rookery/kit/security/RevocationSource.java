package io.rookery.kit.security;

import java.util.List;

/** Where the identifiers of revoked tokens come from, in the order in which they became known. */
@FunctionalInterface
public interface RevocationSource {

    /**
     * The next revocations.
     *
     * @param cursor what the page before gave; empty for the first page
     * @param limit the most token identifiers to return
     * @throws RuntimeException when they cannot be read now
     */
    Revocations after(String cursor, int limit);

    /**
     * A page of revocations.
     *
     * @param tokenIds identifiers of revoked tokens; may repeat earlier ones
     * @param cursor where to go on
     * @param unread slots whose revocations are missing, as their shard does not answer
     */
    record Revocations(List<Long> tokenIds, String cursor, UnreadSlots unread) {
        public Revocations {
            tokenIds = List.copyOf(tokenIds);
        }

        /** A page to which every shard has given its part. */
        public Revocations(List<Long> tokenIds, String cursor) {
            this(tokenIds, cursor, UnreadSlots.NONE);
        }
    }
}
