package io.rookery.storage.placement.move;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One random history of a move: two leaders, both shards with failovers, writers, and an operator.
 * After each event it checks that no slot has two owners, and that the owner has what was
 * acknowledged. At the end, without further faults, the move must come to rest: by itself, unless a
 * row of the copy was damaged.
 */
final class MoveHistory {
    private static final int EVENTS = 600;
    private static final int EVENTS_TO_REST = 6000;

    private final RandomGenerator random;
    private final SimulatedPlatform platform;
    private final SimulatedWriters writers;
    private final List<SimulatedLeader> leaders = new ArrayList<>();
    private int leading;
    private int event;
    private boolean isDamaged;

    private MoveHistory(long seed, Set<Guard> without) {
        random = new SplittableRandom(seed);
        platform = new SimulatedPlatform(random, without);
        platform.faults = random.nextDouble(0.05);
        writers = new SimulatedWriters(platform);
        leaders.add(new SimulatedLeader(platform, 1));
        leaders.add(new SimulatedLeader(platform, 2));
    }

    /**
     * @param without guards that are taken out
     * @return what went wrong; null if nothing did
     */
    static @Nullable String run(long seed, Set<Guard> without) {
        return new MoveHistory(seed, without).run();
    }

    private @Nullable String run() {
        for (event = 0; event < EVENTS; event++) {
            happen();
            String wrong = broken();
            if (wrong != null) {
                return wrong;
            }
        }
        return rest();
    }

    private @Nullable String rest() {
        platform.faults = 0;
        platform.paused = false;
        platform.shards().forEach(SimulatedShard::fence);
        writers.close();
        while (platform.move != null || !writers.areDone()) {
            happen();
            String wrong = broken();
            if (wrong != null) {
                return wrong;
            }
            if (++event == EVENTS + EVENTS_TO_REST / 2 && isDamaged) {
                giveUp(); // a move with a difference waits for an operator
            }
            if (event > EVENTS + EVENTS_TO_REST) {
                return "it never comes to rest: " + platform.move;
            }
        }
        return leftBehind();
    }

    private void happen() {
        platform.restoreMap();
        int choice = random.nextInt(100);
        if (choice < 40) {
            writers.act();
        } else if (choice < 65) {
            platform.replicate();
        } else if (choice < 90) {
            leader().act(Instant.ofEpochMilli(event));
        } else if (choice < 93) {
            platform.shards().forEach(shard -> shard.primary.exclusive = 0);
        } else {
            disturb();
        }
    }

    /** The present leader; now and then a former one that still has something to do. */
    private SimulatedLeader leader() {
        SimulatedLeader former = leaders.get(1 - leading);
        return former.isBusy() && random.nextInt(8) == 0 ? former : leaders.get(leading);
    }

    private void disturb() {
        if (random.nextDouble() >= platform.faults * 8) {
            return;
        }
        switch (random.nextInt(9)) {
            case 0, 6 -> leading = 1 - leading;
            case 1 -> platform.shards().get(random.nextInt(2)).failOver(random.nextBoolean());
            case 2, 3 -> platform.shards().forEach(SimulatedShard::fence);
            case 4 -> damage();
            case 7 -> loseMoves();
            case 5 -> platform.paused = !platform.paused;
            default -> undo();
        }
    }

    /** A defect that nobody knows of: a row of the copy is lost. */
    private void damage() {
        SimulatedShard target = platform.target;
        int slot = 1 + random.nextInt(SimulatedPlatform.SLOTS.size());
        boolean isCopy =
                platform.move != null
                        && (platform.move.phase() == MovePhase.COPY
                                || platform.move.phase() == MovePhase.CATCH_UP);
        if (isCopy && random.nextBoolean()) {
            target.primary.rowsOf(slot).stream()
                    .findFirst()
                    .ifPresent(row -> {
                        target.commit(node -> node.rowsOf(slot).remove(row));
                        isDamaged = true;
                    });
        }
    }

    /**
     * ZooKeeper loses its data, and the move is restored from what the shards know of it. The map
     * is restored once a shard owns the slots.
     */
    private void loseMoves() {
        Move move = platform.move;
        if (move == null || random.nextInt(4) != 0) {
            return;
        }
        long term = Math.max(platform.source.primary.term, platform.target.primary.term);
        platform.move =
                term == 0
                        ? null
                        : new Move(
                                move.id(),
                                move.source(),
                                move.target(),
                                move.slots(),
                                MovePhase.CLEAN_UP,
                                move.attempt() + 1_000,
                                term,
                                null,
                                false,
                                null);
        platform.version++;
        platform.isMapLost = true;
    }

    private void undo() {
        if (random.nextInt(3) == 0) {
            giveUp();
        }
    }

    /** An operator has the move undone. */
    private void giveUp() {
        Move move = platform.move;
        if (move != null) {
            platform.move = move.undone(true);
            platform.version++;
        }
    }

    private @Nullable String broken() {
        Set<Integer> slots = new TreeSet<>(SimulatedPlatform.SLOTS);
        slots.add(SimulatedPlatform.ANOTHER_SLOT);
        for (int slot : slots) {
            List<SimulatedShard> owners =
                    platform.shards().stream()
                            .filter(shard -> shard.primary.owned.contains(slot))
                            .toList();
            if (owners.size() > 1) {
                return at("slot %d has two owners".formatted(slot));
            }
            for (SimulatedShard owner : owners) {
                Set<Long> rows = owner.primary.rowsOf(slot);
                for (long row : writers.acknowledged(slot)) {
                    if (!rows.contains(row)) {
                        return at("%s lost row %d of slot %d".formatted(owner.name, row, slot));
                    }
                }
                for (long row : writers.deleted(slot)) {
                    if (rows.contains(row)) {
                        return at("%s has the deleted row %d".formatted(owner.name, row));
                    }
                }
            }
        }
        return null;
    }

    private @Nullable String leftBehind() {
        for (SimulatedShard shard : platform.shards()) {
            boolean owns =
                    SimulatedPlatform.ownership(shard.primary) == MoveObservation.Ownership.ALL;
            if (!owns && shard.primary.hasRows(SimulatedPlatform.SLOTS)) {
                return at("rows are left behind on " + shard.name);
            }
            if (!shard.primary.replicationSlots.isEmpty()
                    || !shard.primary.subscriptions.isEmpty()) {
                return at("replication is left behind on " + shard.name);
            }
            for (int slot : SimulatedPlatform.SLOTS) {
                if (owns != shard.name.equals(platform.map.get(slot))) {
                    return at("the map names another owner of slot " + slot);
                }
            }
        }
        return null;
    }

    private String at(String wrong) {
        return "%s after %d events, in %s".formatted(wrong, event, platform.move);
    }
}
