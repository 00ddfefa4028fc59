package io.rookery.storage.placement.move;

import io.rookery.storage.placement.move.SimulatedPlatform.OutcomeUnknownException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Clients that write rows, delete them, and repeat what was not acknowledged. */
final class SimulatedWriters {
    private static final int AT_ONCE = 4;

    /** One row, and what its writer knows of it. */
    private static final class Row {
        final int slot;
        final long number;
        boolean deleting;
        String shard;
        @Nullable SimulatedNode under;

        Row(int slot, long number, String shard) {
            this.slot = slot;
            this.number = number;
            this.shard = shard;
        }
    }

    private final SimulatedPlatform platform;
    private final List<Row> writing = new ArrayList<>();
    private final Map<Integer, Set<Long>> there = new HashMap<>();
    private final Map<Integer, Set<Long>> gone = new HashMap<>();
    private final List<Row> deletable = new ArrayList<>();
    private long last;
    private boolean open = true;

    SimulatedWriters(SimulatedPlatform platform) {
        this.platform = platform;
    }

    /** No new writes are begun. */
    void close() {
        open = false;
    }

    boolean areDone() {
        return writing.isEmpty();
    }

    Set<Long> acknowledged(int slot) {
        return there.getOrDefault(slot, Set.of());
    }

    Set<Long> deleted(int slot) {
        return gone.getOrDefault(slot, Set.of());
    }

    /** Begins a write, or goes on with one. */
    void act() {
        if (open && writing.size() < AT_ONCE && platform.random.nextInt(3) == 0) {
            begin();
        } else if (!writing.isEmpty()) {
            proceed(writing.get(platform.random.nextInt(writing.size())));
        }
    }

    private void begin() {
        if (!deletable.isEmpty() && platform.random.nextInt(3) == 0) {
            Row row = deletable.remove(platform.random.nextInt(deletable.size()));
            row.deleting = true;
            there.getOrDefault(row.slot, new HashSet<>()).remove(row.number);
            writing.add(row);
            return;
        }
        int choice = platform.random.nextInt(SimulatedPlatform.SLOTS.size() + 1);
        int slot = choice == 0 ? SimulatedPlatform.ANOTHER_SLOT : choice;
        writing.add(new Row(slot, ++last, platform.map.getOrDefault(slot, platform.source.name)));
    }

    private void proceed(Row row) {
        SimulatedShard shard = platform.shard(row.shard);
        SimulatedNode node = row.under;
        if (node == null) {
            fence(row, shard.anyPrimary(platform.random));
            return;
        }
        row.under = null;
        if (!node.dead) {
            node.sharedLocks.merge(row.slot, -1, Integer::sum);
            commit(row, shard, node);
        }
    }

    private void fence(Row row, SimulatedNode node) {
        if (!node.owned.contains(row.slot)) {
            row.shard =
                    platform.random.nextBoolean()
                            ? platform.map.getOrDefault(row.slot, row.shard)
                            : platform.shards().get(platform.random.nextInt(2)).name;
            return;
        }
        if (node.exclusive != 0 && SimulatedPlatform.SLOTS.contains(row.slot)) {
            return;
        }
        node.sharedLocks.merge(row.slot, 1, Integer::sum);
        row.under = node;
    }

    private void commit(Row row, SimulatedShard shard, SimulatedNode node) {
        Consumer<SimulatedNode> effect =
                row.deleting
                        ? one -> one.delete(row.slot, row.number, false)
                        : one -> one.insert(row.slot, row.number, false);
        if (node != shard.primary) {
            effect.accept(node); // waits for a standby that no longer follows
            return;
        }
        try {
            platform.commit(shard, effect);
        } catch (OutcomeUnknownException e) {
            return;
        }
        writing.remove(row);
        if (row.deleting) {
            gone.computeIfAbsent(row.slot, _ -> new HashSet<>()).add(row.number);
        } else {
            there.computeIfAbsent(row.slot, _ -> new HashSet<>()).add(row.number);
            deletable.add(row);
        }
    }
}
