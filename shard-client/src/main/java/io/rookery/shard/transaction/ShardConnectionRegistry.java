package io.rookery.shard.transaction;

import io.rookery.shard.map.Shard;
import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.ShardMaps;
import io.rookery.shard.map.ShardState;
import io.rookery.shard.map.UnassignedSlotException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the connections to the shards that may own slots. Opens and closes them as the shard map
 * changes.
 */
final class ShardConnectionRegistry implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ShardConnectionRegistry.class);

    private final ShardMaps maps;
    private final ShardClientSettings settings;
    private final ShardMetrics metrics;
    private final ServerTime time = new ServerTime();
    private final MovedSlots moved = new MovedSlots();

    /** How often connections to a shard were opened, by its name. */
    private final Map<String, Integer> opened = new HashMap<>();

    private final ShardMaps.Registration registration;

    private volatile Map<String, ShardConnections> links = Map.of();
    private boolean closed;

    @SuppressWarnings("this-escape") // called immediately, after all other fields are set
    ShardConnectionRegistry(ShardMaps maps, ShardClientSettings settings, ShardMetrics metrics) {
        this.maps = maps;
        this.settings = settings;
        this.metrics = metrics;
        this.registration = maps.onChange(this::follow);
    }

    /** The connections to the slot's shard; null when the map is not known or names none. */
    @Nullable ShardConnections ofSlot(int slot) {
        String shard = shardOf(slot);
        return shard == null ? null : links.get(shard);
    }

    /**
     * Finds out where a slot is that a shard has refused.
     *
     * @param refusal what the shard said
     */
    void redirect(@Nullable Throwable refusal) {
        long epoch = maps.current().map(ShardMap::epoch).orElse(0L);
        if (!moved.learn(refusal, epoch)) {
            maps.refresh();
        }
    }

    /** The name of the slot's shard; null when the map is not known or names none. */
    @Nullable String shardOf(int slot) {
        Optional<ShardMap> map = maps.current();
        if (map.isEmpty()) {
            return null;
        }
        String elsewhere = moved.shardOf(slot, map.get().epoch());
        if (elsewhere != null && links.containsKey(elsewhere)) {
            return elsewhere;
        }
        try {
            return map.get().shardOf(slot).name();
        } catch (UnassignedSlotException beingSetUp) {
            return null;
        }
    }

    @Nullable ShardConnections ofShard(String name) {
        return links.get(name);
    }

    ServerTime time() {
        return time;
    }

    /** Names of the shards that may own slots. */
    List<String> names() {
        return List.copyOf(links.keySet());
    }

    private synchronized void follow(ShardMap map) {
        if (closed) {
            return;
        }
        Map<String, ShardConnections> next = new LinkedHashMap<>();
        for (Shard shard : serving(map).toList()) {
            ShardConnections present = links.get(shard.name());
            if (present == null || !present.leadsTo(shard)) {
                LOG.info("Opening connections to {} at {}", shard.name(), shard.hosts());
                present = new ShardConnections(shard, label(shard), settings, time, metrics);
                present.start();
            }
            next.put(shard.name(), present);
        }
        List<ShardConnections> left = new ArrayList<>(links.values());
        left.removeAll(next.values());
        links = next;
        for (ShardConnections link : left) {
            LOG.info("Closing the connections to {}: the shard map has changed", link.name());
            link.retire();
        }
    }

    /** The shard's name; with a number once its servers have changed. */
    private String label(Shard shard) {
        int times = opened.merge(shard.name(), 1, Integer::sum);
        return times == 1 ? shard.name() : shard.name() + "-" + times;
    }

    private static Stream<Shard> serving(ShardMap map) {
        return map.shards().stream().filter(shard -> shard.state() != ShardState.JOINING);
    }

    @Override
    public void close() {
        registration.close();
        synchronized (this) {
            closed = true;
            links.values().forEach(ShardConnections::close);
            links = Map.of();
        }
    }
}
