package io.rookery.storage.placement;

import io.rookery.shard.map.Shard;
import io.rookery.shard.map.ShardState;
import java.util.List;
import java.util.stream.IntStream;

/** Shards for tests. */
final class Shards {

    private Shards() {}

    static List<Shard> joining(int count) {
        return IntStream.range(0, count).mapToObj(i -> shard(i, ShardState.JOINING)).toList();
    }

    static List<Shard> active(int count) {
        return IntStream.range(0, count).mapToObj(i -> shard(i, ShardState.ACTIVE)).toList();
    }

    private static Shard shard(int number, ShardState state) {
        return new Shard(
                "shard-" + number, List.of("127.0.0.1:" + (21000 + number)), "rookery", 1, state);
    }
}
