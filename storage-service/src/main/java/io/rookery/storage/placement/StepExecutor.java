package io.rookery.storage.placement;

import io.rookery.shard.map.Shard;
import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.ShardMapStore;
import io.rookery.storage.leadership.Leadership;

/** Carries steps out; makes sure of the leadership right before each change. */
final class StepExecutor {

    private final ShardMapStore store;
    private final SlotLedger ledger;
    private final Leadership leadership;

    StepExecutor(ShardMapStore store, SlotLedger ledger, Leadership leadership) {
        this.store = store;
        this.ledger = ledger;
        this.leadership = leadership;
    }

    /**
     * Does what the step says.
     *
     * @throws LeadershipLostException when another instance may be acting; nothing was done then
     *     that it cannot do again
     * @throws RuntimeException when ZooKeeper or a shard cannot be reached; the step is to be
     *     decided again
     */
    Outcome carryOut(Step step) {
        return switch (step) {
            case Step.Create(ShardMap first, String reason) -> {
                ensureLeadership();
                yield published(store.create(first), "Created", first, reason);
            }
            case Step.Publish(ShardMap next, int version, String reason) -> {
                ensureLeadership();
                yield published(store.compareAndSet(next, version), "Published", next, reason);
            }
            case Step.Assign(ShardMap next, int version, String reason) -> {
                tellTheShards(next);
                ensureLeadership();
                yield published(
                        store.compareAndSet(next, version), "Assigned all slots in", next, reason);
            }
            case Step.Wait(String reason) ->
                    new Outcome(Outcome.Kind.WAITING, "Waiting: " + reason + ".");
            case Step.Refuse(String reason) ->
                    new Outcome(
                            Outcome.Kind.REFUSED,
                            "Nothing is changed, and somebody must look: " + reason + ".");
            case Step.Rest(String reason) ->
                    new Outcome(Outcome.Kind.CALM, "Nothing to do: " + reason + ".");
        };
    }

    /** Before anybody can be sent there: a shard refuses what it does not know to be its own. */
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
                        "Another instance has changed the shard map; deciding again.");
    }

    /**
     * What came of a step.
     *
     * @param kind whether the next step is due at once, is being waited for, needs somebody's help,
     *     or is none
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

    /** Another instance may be leading by now. */
    static final class LeadershipLostException extends RuntimeException {

        LeadershipLostException() {
            super("The leadership was lost in between");
        }
    }
}
