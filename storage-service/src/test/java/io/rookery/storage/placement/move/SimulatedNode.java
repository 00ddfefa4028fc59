package io.rookery.storage.placement.move;

import io.rookery.storage.placement.move.MoveObservation.Stream.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One server of a simulated shard: what is on its disk, and the locks of its sessions. */
final class SimulatedNode {

    /**
     * An entry of the log that logical replication decodes.
     *
     * @param number of the row or of the marker
     * @param replicated whether replication wrote it, so that it is not sent on
     */
    record Change(Kind kind, int slot, long number, boolean replicated) {
        enum Kind {
            INSERT,
            DELETE,
            MARKER
        }
    }

    /** A subscription of this shard to another. It survives a failover. */
    static final class Subscription {
        boolean enabled;
        State state;
        int position;

        Subscription(boolean enabled, State state, int position) {
            this.enabled = enabled;
            this.state = state;
            this.position = position;
        }

        Subscription copy() {
            return new Subscription(enabled, state, position);
        }
    }

    final Map<Integer, Set<Long>> rows = new TreeMap<>();
    final Set<Integer> owned = new HashSet<>();
    final List<Change> log = new ArrayList<>();

    /** Positions that replication slots keep, by name. They are not copied to a standby. */
    final Map<String, Integer> replicationSlots = new HashMap<>();

    final Map<String, Subscription> subscriptions = new TreeMap<>();
    final Map<Direction, Long> markers = new HashMap<>();
    long term;
    long leftWith;

    /** Writers with a transaction under way, by slot. */
    final Map<Integer, Integer> sharedLocks = new HashMap<>();

    /** The session that holds the slots of the move exclusively; 0 if none does. */
    long exclusive;

    boolean dead;

    /** The standby that a copy of this primary is. */
    SimulatedNode standby() {
        var copy = new SimulatedNode();
        rows.forEach((slot, numbers) -> copy.rows.put(slot, new HashSet<>(numbers)));
        copy.owned.addAll(owned);
        copy.log.addAll(log);
        subscriptions.forEach((name, one) -> copy.subscriptions.put(name, one.copy()));
        copy.markers.putAll(markers);
        copy.term = term;
        copy.leftWith = leftWith;
        return copy;
    }

    Set<Long> rowsOf(int slot) {
        return rows.computeIfAbsent(slot, _ -> new HashSet<>());
    }

    void insert(int slot, long row, boolean replicated) {
        if (rowsOf(slot).add(row)) {
            log.add(new Change(Change.Kind.INSERT, slot, row, replicated));
        }
    }

    void delete(int slot, long row, boolean replicated) {
        if (rowsOf(slot).remove(row)) {
            log.add(new Change(Change.Kind.DELETE, slot, row, replicated));
        }
    }

    boolean hasRows(Set<Integer> slots) {
        return slots.stream().anyMatch(slot -> !rowsOf(slot).isEmpty());
    }

    boolean isLocked(Set<Integer> slots) {
        return slots.stream().anyMatch(slot -> sharedLocks.getOrDefault(slot, 0) > 0);
    }

    /** Takes the slots of the move. */
    void own() {
        owned.addAll(SimulatedPlatform.SLOTS);
        leftWith = 0;
    }
}
