package io.rookery.storage.placement;

import io.rookery.shard.map.Shard;
import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.ShardMapStore;
import io.rookery.storage.leadership.Leadership;

/** Executes steps. Checks leadership right before each change. */
final class PlacementStepExecutor {

    private final ShardMapStore store;
    private final SlotLedger ledger;
    private final Leadership leadership;

    PlacementStepExecutor(ShardMapStore store, SlotLedger ledger, Leadership leadership) {
        this.store = store;
        this.ledger = ledger;
        this.leadership = leadership;
    }

    /**
     * Executes the step.
     *
     * @throws LeadershipLostException when another instance may be acting; everything done by then
     *     can be repeated by that instance
     * @throws RuntimeException when ZooKeeper or a shard cannot be reached; the caller must observe
     *     and decide again
     */
    Outcome carryOut(PlacementStep step) {
        return switch (step) {
            case PlacementStep.Create(ShardMap first, String reason) -> {
                ensureLeadership();
                yield published(store.create(first), "Created", first, reason);
            }
            case PlacementStep.Publish(ShardMap next, int version, String reason) -> {
                ensureLeadership();
                yield published(store.compareAndSet(next, version), "Published", next, reason);
            }
            case PlacementStep.Assign(ShardMap next, int version, String reason) -> {
                tellTheShards(next);
                ensureLeadership();
                yield published(
                        store.compareAndSet(next, version), "Assigned all slots in", next, reason);
            }
            case PlacementStep.Wait(String reason) ->
                    new Outcome(Outcome.Kind.WAITING, "Waiting: " + reason + ".");
            case PlacementStep.Refuse(String reason) ->
                    new Outcome(
                            Outcome.Kind.REFUSED,
                            "Nothing is changed. An operator must intervene: " + reason + ".");
            case PlacementStep.Rest(String reason) ->
                    new Outcome(Outcome.Kind.CALM, "Nothing to do: " + reason + ".");
        };
    }

    /**
     * Writes the ledgers before the map is published: a shard refuses requests for slots that its
     * ledger does not list.
     */
    private void tellTheShards(ShardMap next) {
        for (Shard shard : next.shards()) {
            ensureLeadership();
            ledger.write(shard.name(), next.slotsOf(shard.name()), next.epoch());
        }
    }

    private void ensureLeadership() {
        if (!leadership.isHeld()) {
            throw new LeadershipLostException();
        }
    }

    private static Outcome published(boolean won, String verb, ShardMap map, String reason) {
        return won
                ? new Outcome(Outcome.Kind.CHANGED, "%s the %s: %s.".formatted(verb, map, reason))
                : new Outcome(
                        Outcome.Kind.CHANGED,
                        "Another instance has changed the shard map; planning again.");
    }

    /**
     * The outcome of a step.
     *
     * @param kind whether the next step is due immediately, waits for something, needs an operator,
     *     or does not exist
     * @param sentence for the log
     */
    record Outcome(Kind kind, String sentence) {
        enum Kind {
            CHANGED,
            WAITING,
            REFUSED,
            CALM
        }
    }

    /** Signals that another instance may be leading by now. */
    static final class LeadershipLostException extends RuntimeException {

        LeadershipLostException() {
            super("Leadership was lost in the meantime");
        }
    }
}
