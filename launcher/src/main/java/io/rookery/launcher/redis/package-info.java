/**
 * A Redis Cluster on one machine, three primaries with a replica each, under supervision.
 *
 * <pre>{@code
 * try (var redis = RedisCluster.start(RedisClusterSettings.of(directory, 24100))) {
 *     ... redis.hosts() ... redis.nodes().getFirst().kill() ...
 * }
 * }</pre>
 */
@NullMarked
package io.rookery.launcher.redis;

import org.jspecify.annotations.NullMarked;
