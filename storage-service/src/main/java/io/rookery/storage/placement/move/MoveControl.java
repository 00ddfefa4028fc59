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
 * @param restored whether all moves that the shards know of are stored; false when nothing is
 *     stored, as after ZooKeeper has lost its data
 */
record MoveControl(boolean paused, String balanced, boolean restored) {

    static final MoveControl INITIAL = new MoveControl(false, "", false);

    MoveControl paused(boolean next) {
        return new MoveControl(next, balanced, restored);
    }

    MoveControl balanced(String next) {
        return new MoveControl(paused, next, restored);
    }

    MoveControl afterRestoration() {
        return new MoveControl(paused, balanced, true);
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
