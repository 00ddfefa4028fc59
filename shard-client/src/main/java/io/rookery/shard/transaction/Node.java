package io.rookery.shard.transaction;

import org.jspecify.annotations.Nullable;

/**
 * A server of a shard, as this instance has seen it last.
 *
 * @param host {@code host:port}
 * @param role what it says it is
 * @param timeline of a primary: grows with each promotion, so that of two primaries the one with
 *     the greater number is right; null when it is none, or has not said
 */
public record Node(String host, Role role, @Nullable Integer timeline) {

    /** What a server may be. */
    public enum Role {
        PRIMARY,
        STANDBY,
        /** It does not answer, or has not been asked yet. */
        UNKNOWN
    }

    static Node unknown(String host) {
        return new Node(host, Role.UNKNOWN, null);
    }
}
