package io.rookery.storage.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.VersionedShardMap;
import io.rookery.shard.slot.SlotAssignment;
import io.rookery.shard.slot.SlotSet;
import io.rookery.storage.placement.PlacementStepExecutor.LeadershipLostException;
import io.rookery.storage.placement.PlacementStepExecutor.Outcome;
import io.rookery.storage.placement.SlotLedger.StaleEpochException;
import io.rookery.storage.placement.balance.PlacementPlanner;
import io.rookery.storage.placement.balance.WeightedShard;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PlacementStepExecutorTest {

    private static final ShardMap ACTIVE = new ShardMap(3, Shards.active(2), SlotAssignment.none());
    private static final ShardMap ASSIGNED =
            ACTIVE.withAssignment(
                    PlacementPlanner.plan(
                            List.of(
                                    new WeightedShard("shard-0", 1),
                                    new WeightedShard("shard-1", 1)),
                            SlotAssignment.none()));

    private final InMemoryShardMapStore store = new InMemoryShardMapStore();
    private final InMemorySlotLedger ledger = new InMemorySlotLedger();
    private final AtomicInteger leaderForChecks = new AtomicInteger(Integer.MAX_VALUE);
    private final PlacementStepExecutor executor =
            new PlacementStepExecutor(store, ledger, () -> leaderForChecks.getAndDecrement() > 0);

    @Test
    void tellsTheShardsTheirSlotsBeforeItPublishesTheMap() {
        store.create(ACTIVE);
        Outcome outcome =
                executor.carryOut(new PlacementStep.Assign(ASSIGNED, 0, "every shard is active"));
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.CHANGED);
        assertThat(outcome.sentence())
                .isEqualTo(
                        "Assigned all slots in the shard map of epoch 4 with shards"
                                + " [shard-0, shard-1]: every shard is active.");
        assertThat(ledger.read("shard-0").slots()).isEqualTo(ASSIGNED.slotsOf("shard-0"));
        assertThat(ledger.read("shard-1").epoch()).isEqualTo(4);
        assertThat(store.read()).contains(new VersionedShardMap(ASSIGNED, 1));
    }

    @Test
    void publishesNothingWhenAShardCannotBeTold() {
        store.create(ACTIVE);
        ledger.cutOff("shard-1");
        assertThatThrownBy(() -> executor.carryOut(new PlacementStep.Assign(ASSIGNED, 0, "")))
                .hasMessage("Shard shard-1 is cut off");
        assertThat(store.read()).contains(new VersionedShardMap(ACTIVE, 0));
        ledger.heal();
        executor.carryOut(new PlacementStep.Assign(ASSIGNED, 0, ""));
        assertThat(store.read()).contains(new VersionedShardMap(ASSIGNED, 1));
    }

    @Test
    void stopsBetweenStepsWhenTheLeadershipIsLost() {
        store.create(ACTIVE);
        leaderForChecks.set(1);
        assertThatThrownBy(() -> executor.carryOut(new PlacementStep.Assign(ASSIGNED, 0, "")))
                .isInstanceOf(LeadershipLostException.class);
        assertThat(ledger.read("shard-0").slots()).isEqualTo(ASSIGNED.slotsOf("shard-0"));
        assertThat(ledger.read("shard-1").slots()).isEqualTo(SlotSet.empty());
        assertThat(store.read()).contains(new VersionedShardMap(ACTIVE, 0));
    }

    @Test
    void doesNotPublishWithoutLeadership() {
        leaderForChecks.set(0);
        assertThatThrownBy(() -> executor.carryOut(new PlacementStep.Create(ACTIVE, "")))
                .isInstanceOf(LeadershipLostException.class);
        assertThat(store.read()).isEmpty();
    }

    @Test
    void isRefusedByAShardThatALaterLeaderHasTold() {
        store.create(ACTIVE);
        ledger.write("shard-0", SlotSet.range(0, 10), 5);
        assertThatThrownBy(() -> executor.carryOut(new PlacementStep.Assign(ASSIGNED, 0, "")))
                .isInstanceOf(StaleEpochException.class);
    }

    @Test
    void decidesAgainWhenAnotherInstanceWasFaster() {
        store.create(ACTIVE);
        store.compareAndSet(ASSIGNED, 0);
        Outcome outcome = executor.carryOut(new PlacementStep.Publish(ACTIVE, 0, "late"));
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.CHANGED);
        assertThat(outcome.sentence()).startsWith("Another instance has changed the shard map");
        assertThat(store.read()).contains(new VersionedShardMap(ASSIGNED, 1));
    }

    @Test
    void saysWhatItWaitsForAndWhatItRefuses() {
        assertThat(executor.carryOut(new PlacementStep.Wait("shard-0 is not there")).sentence())
                .isEqualTo("Waiting: shard-0 is not there.");
        assertThat(executor.carryOut(new PlacementStep.Refuse("who owns slot 3")).kind())
                .isEqualTo(Outcome.Kind.REFUSED);
        assertThat(executor.carryOut(new PlacementStep.Rest("all is well")).sentence())
                .isEqualTo("Nothing to do: all is well.");
    }
}
