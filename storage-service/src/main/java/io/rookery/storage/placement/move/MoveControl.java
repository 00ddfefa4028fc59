package io.rookery.storage.placement.move;

import io.rookery.shard.map.Shard;
import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.ShardState;
import java.util.Comparator;
import java.util.stream.Collectors;

/**
 * What operators want of all moves, and how far the load has been evened out.
 *
 * @param paused whether no move begins, and none goes on before its switch
 * @param balanced the shards and weights for which the load was even last, see {@link #balanceOf};
 *     empty if it never was
 */
record MoveControl(boolean paused, String balanced) {

    static final MoveControl INITIAL = new MoveControl(false, "");

    MoveControl paused(boolean next) {
        return new MoveControl(next, balanced);
    }

    MoveControl balanced(String next) {
        return new MoveControl(paused, next);
    }

    /**
     * Describes the shards that may own slots, with their weights. The load is evened out once for
     * each such set: slots that an operator moves later stay where they are.
     */
    static String balanceOf(ShardMap map) {
        return map.shards().stream()
                .filter(shard -> shard.state() == ShardState.ACTIVE)
                .sorted(Comparator.comparing(Shard::name))
                .map(shard -> shard.name() + "=" + shard.weight())
                .collect(Collectors.joining(","));
    }
}
