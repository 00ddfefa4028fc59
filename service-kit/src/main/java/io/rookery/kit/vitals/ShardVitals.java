package io.rookery.kit.vitals;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an instance fares with a shard.
 *
 * @param shard its name
 * @param unavailable requests that were given up since the start because the shard did not do the
 *     work in time
 * @param primaryDoubted whether its primary is asked and does not answer, or so slowly that reads
 *     avoid it; null while it is not asked anything
 * @param pool the connections to its primary; null when their use is not known
 * @param nodes its servers, as the instance has seen them last; two primaries are told apart by
 *     their timelines
 */
public record ShardVitals(
        String shard,
        long unavailable,
        @Nullable Boolean primaryDoubted,
        @Nullable Pool pool,
        List<Node> nodes) {

    /**
     * A server of the shard.
     *
     * @param host {@code host:port}
     * @param role {@code primary}, {@code standby} or {@code unknown} while it does not answer
     * @param timeline of a primary: grows with each promotion; null for anything else
     */
    public record Node(String host, String role, @Nullable Integer timeline) {}

    /**
     * Connections in use.
     *
     * @param active how many are at work
     * @param max how many there may be
     * @param pending how many callers wait for one
     */
    public record Pool(int active, int max, int pending) {}
}
