package io.rookery.api.paging;

import io.rookery.api.parameters.Parameters;
import java.util.OptionalLong;

/**
 * The part of a list, newest first, that a request asks for.
 *
 * @param maxId only identifiers below it
 * @param minId only identifiers above it, and of those the closest to it
 * @param sinceId only identifiers above it, and of those the newest
 * @param limit maximum number of entries, at least 1
 */
public record Page(OptionalLong maxId, OptionalLong minId, OptionalLong sinceId, int limit) {

    /** Reads {@code max_id}, {@code min_id}, {@code since_id} and {@code limit}. */
    public static Page of(Parameters parameters, int defaultLimit, int maxLimit) {
        return new Page(
                parameters.cursor("max_id"),
                parameters.cursor("min_id"),
                parameters.cursor("since_id"),
                parameters.limit(defaultLimit, maxLimit));
    }

    /** The first page. */
    public static Page newest(int limit) {
        return new Page(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), limit);
    }

    /**
     * Whether the page is the one directly above {@code min_id}, so that it is read in ascending
     * order.
     */
    public boolean isAscending() {
        return minId.isPresent();
    }

    /**
     * Exclusive lower bound of the identifiers; 0 without one. It is less than {@link
     * Long#MAX_VALUE}, so that a number above it exists.
     */
    public long above() {
        return Math.min(Math.max(minId.orElse(0), sinceId.orElse(0)), Long.MAX_VALUE - 1);
    }

    /** Exclusive upper bound of the identifiers; {@link Long#MAX_VALUE} without one. */
    public long below() {
        return maxId.orElse(Long.MAX_VALUE);
    }
}
