package io.rookery.kit.vitals;

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
 */
public record ShardVitals(
        String shard, long unavailable, @Nullable Boolean primaryDoubted, @Nullable Pool pool) {

    /**
     * Connections in use.
     *
     * @param active how many are at work
     * @param max how many there may be
     * @param pending how many callers wait for one
     */
    public record Pool(int active, int max, int pending) {}
}
