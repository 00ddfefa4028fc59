package io.rookery.shard.map;

import io.rookery.shard.slot.SlotAssignment;
import io.rookery.shard.slot.SlotSet;
import java.util.List;
import java.util.Map;

/** Shard maps of one shard, for tests. */
final class Maps {

    private static final Shard SHARD =
            new Shard("shard-0", List.of("127.0.0.1:21000"), "rookery", 1, ShardState.ACTIVE);

    private Maps() {}

    static ShardMap incomplete(long epoch) {
        return new ShardMap(epoch, List.of(SHARD), SlotAssignment.none());
    }

    static ShardMap complete(long epoch) {
        return new ShardMap(
                epoch,
                List.of(SHARD),
                SlotAssignment.of(Map.of("shard-0", SlotSet.range(0, 16383))));
    }
}
