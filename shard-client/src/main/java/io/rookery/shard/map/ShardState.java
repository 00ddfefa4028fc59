package io.rookery.shard.map;

/** What a shard may be used for. */
public enum ShardState {
    /** Its schemas are being made; it owns no slot yet. */
    JOINING,
    /** Every service has migrated it; it may own slots. */
    ACTIVE,
    /** It still serves the slots that it owns, and is to get no other. */
    DRAINING
}
