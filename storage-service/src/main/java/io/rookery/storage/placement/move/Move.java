package io.rookery.storage.placement.move;

import io.rookery.shard.slot.SlotSet;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The durable state of a move. Each change is a compare-and-set in ZooKeeper.
 *
 * @param id lower-case letters and digits; never given to another move
 * @param source the shard that owned the slots when the move began
 * @param target the shard that is to own them
 * @param slots not empty
 * @param attempt number of the copy, from 1; publications, replication slots and subscriptions are
 *     named after it
 * @param term grows each time a leader takes the move over; the shards refuse an earlier one
 * @param timelines those of both primaries when the attempt began; null until it has begun
 * @param undo whether the slots are to stay at the source, or return to it
 * @param observeUntil when the phase {@link MovePhase#OBSERVE} ends; null before it
 */
record Move(
        String id,
        String source,
        String target,
        SlotSet slots,
        MovePhase phase,
        int attempt,
        long term,
        @Nullable Timelines timelines,
        boolean undo,
        @Nullable Instant observeUntil) {

    /** The timelines of the primaries of both shards. A failover begins a new one. */
    record Timelines(long source, long target) {}

    static Move planned(String id, String source, String target, SlotSet slots) {
        return new Move(id, source, target, slots, MovePhase.CREATE, 1, 0, null, false, null);
    }

    /** Whether the shard is its source or target. */
    boolean isBetween(String shard) {
        return source.equals(shard) || target.equals(shard);
    }

    /** Whether the target owns or has owned the slots: its copy is complete. */
    boolean hasSwitched() {
        return phase.compareTo(MovePhase.OBSERVE) >= 0;
    }

    Move in(MovePhase next) {
        return new Move(
                id, source, target, slots, next, attempt, term, timelines, undo, observeUntil);
    }

    /** Begins the attempt on primaries of these timelines. */
    Move begun(Timelines now) {
        return new Move(id, source, target, slots, phase, attempt, term, now, undo, observeUntil);
    }

    /** Begins the next attempt, because nothing that this one has copied can be relied on. */
    Move restarted() {
        return new Move(
                id,
                source,
                target,
                slots,
                MovePhase.CREATE,
                attempt + 1,
                term,
                null,
                undo,
                observeUntil);
    }

    Move observedUntil(Instant end) {
        return new Move(
                id, source, target, slots, MovePhase.OBSERVE, attempt, term, timelines, undo, end);
    }

    Move inTerm(long next) {
        return new Move(
                id, source, target, slots, phase, attempt, next, timelines, undo, observeUntil);
    }

    Move undone(boolean wanted) {
        return new Move(
                id, source, target, slots, phase, attempt, term, timelines, wanted, observeUntil);
    }
}
