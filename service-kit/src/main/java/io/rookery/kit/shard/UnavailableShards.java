package io.rookery.kit.shard;

import io.rookery.kit.vitals.ShardGauge;
import io.rookery.kit.vitals.ShardStatus;
import io.rookery.shard.map.Shard;
import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.ShardMaps;
import io.rookery.shard.transaction.ShardClient;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests that failed because of a shard, and reports the state of its nodes and of the
 * connection pool of its primary.
 */
final class UnavailableShards implements ShardGauge {

    private final ShardMaps maps;
    private final ShardClient shards;
    private final ConcurrentMap<String, LongAdder> counts = new ConcurrentHashMap<>();

    UnavailableShards(ShardMaps maps, ShardClient shards) {
        this.maps = maps;
        this.shards = shards;
    }

    void gaveUp(String shard) {
        counts.computeIfAbsent(shard, _ -> new LongAdder()).increment();
    }

    @Override
    public List<ShardStatus> shards() {
        return maps.current().map(ShardMap::shards).orElse(List.of()).stream()
                .map(Shard::name)
                .map(shard ->
                        new ShardStatus(
                                shard,
                                count(shard),
                                shards.isPrimarySuspected(shard).orElse(null),
                                pool(shard),
                                nodes(shard)))
                .toList();
    }

    private List<ShardStatus.Node> nodes(String shard) {
        return shards.nodesOf(shard).stream()
                .map(node ->
                        new ShardStatus.Node(
                                node.host(),
                                node.role().name().toLowerCase(Locale.ROOT),
                                node.timeline()))
                .toList();
    }

    private ShardStatus.@Nullable Pool pool(String shard) {
        return shards.inUse(shard)
                .map(use -> new ShardStatus.Pool(use.active(), use.max(), use.pending()))
                .orElse(null);
    }

    private long count(String shard) {
        LongAdder count = counts.get(shard);
        return count == null ? 0 : count.sum();
    }
}
