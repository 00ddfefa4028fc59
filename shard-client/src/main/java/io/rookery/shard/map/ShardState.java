package io.rookery.shard.map;

/** What a shard may be used for. */
public enum ShardState {
    /** The services are creating their schemas on it; it owns no slot yet. */
    JOINING,
    /** Every service has migrated it; it may own slots. */
    ACTIVE,
    /** It still serves the slots that it owns, but gets no others. */
    DRAINING
}
