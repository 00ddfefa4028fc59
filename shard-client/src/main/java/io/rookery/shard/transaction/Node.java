package io.rookery.shard.transaction;

import org.jspecify.annotations.Nullable;

/**
 * A server of a shard, as this instance last saw it.
 *
 * @param host {@code host:port}
 * @param role the role that it reports
 * @param timeline the timeline of a primary. It grows with each promotion, so of two primaries the
 *     one with the greater number is the right one. Null when the server is not a primary, or has
 *     not answered
 */
public record Node(String host, Role role, @Nullable Integer timeline) {

    /** The role of a server. */
    public enum Role {
        PRIMARY,
        STANDBY,
        /** It does not answer, or has not been probed yet. */
        UNKNOWN
    }

    static Node unknown(String host) {
        return new Node(host, Role.UNKNOWN, null);
    }
}
