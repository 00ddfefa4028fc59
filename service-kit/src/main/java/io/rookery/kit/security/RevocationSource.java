package io.rookery.kit.security;

import java.util.List;

/** Supplies the identifiers of revoked tokens, in the order in which they became known. */
@FunctionalInterface
public interface RevocationSource {

    /**
     * Returns the next revocations.
     *
     * @param cursor the cursor of the previous page; empty for the first page
     * @param limit maximum number of token identifiers to return for each shard
     * @throws RuntimeException when they cannot be read now
     */
    Revocations after(String cursor, int limit);

    /**
     * A page of revocations.
     *
     * @param tokenIds identifiers of revoked tokens; may repeat earlier ones
     * @param cursor where the next page begins
     * @param more whether there is more to read immediately; tokens that are revoked from now on do
     *     not count
     * @param unread slots whose revocations are missing because their shard does not answer
     */
    record Revocations(List<Long> tokenIds, String cursor, boolean more, UnreadSlots unread) {
        public Revocations {
            tokenIds = List.copyOf(tokenIds);
        }

        /** Creates the last page, to which every shard has contributed. */
        public Revocations(List<Long> tokenIds, String cursor) {
            this(tokenIds, cursor, false, UnreadSlots.NONE);
        }
    }
}
