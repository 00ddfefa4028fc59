package io.rookery.storage.placement;

import io.rookery.shard.map.ShardMap;

/** What to do next. */
sealed interface Step {

    /** Why, or what is missing: part of a sentence. */
    String reason();

    /** Publish the first map. */
    record Create(ShardMap first, String reason) implements Step {}

    /** Publish a changed map in place of the one of this version. */
    record Publish(ShardMap next, int version, String reason) implements Step {}

    /** Tell each shard its slots, then publish. */
    record Assign(ShardMap next, int version, String reason) implements Step {}

    /** Something else must happen first. */
    record Wait(String reason) implements Step {}

    /** Nothing is to be done by itself, ever: somebody must look. */
    record Refuse(String reason) implements Step {}

    /** All is as it should be. */
    record Rest(String reason) implements Step {}
}
