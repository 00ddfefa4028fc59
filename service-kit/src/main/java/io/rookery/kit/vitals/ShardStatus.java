package io.rookery.kit.vitals;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of a shard as an instance sees it.
 *
 * @param shard its name
 * @param unavailable requests that failed since the start because the shard did not answer in time
 * @param primaryDoubted whether its primary does not answer requests, or answers so slowly that
 *     reads avoid it; null while it gets no requests
 * @param pool the connection pool of its primary; null when its use is unknown
 * @param nodes its servers, as the instance has seen them last; timelines distinguish two primaries
 */
public record ShardStatus(
        String shard,
        long unavailable,
        @Nullable Boolean primaryDoubted,
        @Nullable Pool pool,
        List<Node> nodes) {

    /**
     * A server of the shard.
     *
     * @param host {@code host:port}
     * @param role {@code primary}, {@code standby}, or {@code unknown} while it does not answer
     * @param timeline timeline of a primary, which grows with each promotion; null for other roles
     */
    public record Node(String host, String role, @Nullable Integer timeline) {}

    /**
     * The use of a connection pool.
     *
     * @param active connections in use
     * @param max maximum number of connections
     * @param pending callers that wait for a connection
     */
    public record Pool(int active, int max, int pending) {}
}
