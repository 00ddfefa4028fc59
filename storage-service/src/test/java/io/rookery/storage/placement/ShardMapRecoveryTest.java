package io.rookery.storage.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.shard.map.Shard;
import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.ShardState;
import io.rookery.shard.slot.SlotAssignment;
import io.rookery.shard.slot.SlotSet;
import io.rookery.storage.placement.SlotLedger.Entry;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShardMapRecoveryTest {

    private static final Entry LOWER = new Entry(SlotSet.range(0, 8191), 4);
    private static final Entry UPPER = new Entry(SlotSet.range(8192, 16383), 7);

    @Test
    void createsTheFirstMapWhenNoShardOwnsASlot() {
        PlacementStep step =
                next(2, Optional.empty(), Map.of("shard-0", Entry.EMPTY, "shard-1", Entry.EMPTY));
        ShardMap first = ((PlacementStep.Create) step).first();
        assertThat(first).isEqualTo(new ShardMap(1, Shards.joining(2), SlotAssignment.none()));
    }

    @Test
    void waitsForAShardThatCannotBeAsked() {
        assertThat(next(2, Optional.empty(), Map.of("shard-0", Entry.EMPTY)))
                .isEqualTo(new PlacementStep.Wait("the slots of shard-1 could not be read"));
    }

    @Test
    void restoresTheMapThatTheShardsTogetherKnow() {
        PlacementStep step =
                next(
                        3,
                        Optional.empty(),
                        Map.of("shard-0", LOWER, "shard-1", UPPER, "shard-2", Entry.EMPTY));
        ShardMap restored = ((PlacementStep.Create) step).first();
        assertThat(restored.isComplete()).isTrue();
        assertThat(restored.slotsOf("shard-1")).isEqualTo(SlotSet.range(8192, 16383));
        assertThat(restored.shards())
                .extracting(Shard::state)
                .containsExactly(ShardState.ACTIVE, ShardState.ACTIVE, ShardState.JOINING);
    }

    @Test
    void restoresWithAnEpochThatEveryClientTakesForLater() {
        ShardMap known = new ShardMap(90, Shards.active(2), SlotAssignment.none());
        Map<String, Entry> ledgers = Map.of("shard-0", LOWER, "shard-1", UPPER);
        assertThat(((PlacementStep.Create) next(2, Optional.empty(), ledgers)).first().epoch())
                .isGreaterThan(500);
        assertThat(((PlacementStep.Create) next(2, Optional.of(known), ledgers)).first().epoch())
                .isGreaterThan(590);
    }

    @Test
    void refusesToGuessTheOwnerOfASlotThatNoDeclaredShardKnows() {
        Map<String, Entry> ledgers = Map.of("shard-0", LOWER, "shard-1", Entry.EMPTY);
        assertThat(next(2, Optional.empty(), ledgers)).isInstanceOf(PlacementStep.Refuse.class);
    }

    @Test
    void refusesToChooseBetweenTwoOwners() {
        Entry overlapping = new Entry(SlotSet.range(8191, 16382), 7);
        Map<String, Entry> ledgers = Map.of("shard-0", LOWER, "shard-1", overlapping);
        assertThat(next(2, Optional.empty(), ledgers)).isInstanceOf(PlacementStep.Refuse.class);
    }

    @Test
    void refusesToStartAnewWhenSlotsAreKnownToHaveHadOwners() {
        ShardMap known =
                new ShardMap(
                        9,
                        Shards.active(1),
                        SlotAssignment.of(Map.of("shard-0", SlotSet.range(0, 16383))));
        assertThat(next(1, Optional.of(known), Map.of("shard-0", Entry.EMPTY)))
                .isInstanceOf(PlacementStep.Refuse.class);
    }

    private static PlacementStep next(
            int shards, Optional<ShardMap> lastKnown, Map<String, Entry> ledgers) {
        return ShardMapRecovery.next(
                new PlacementObservation(
                        Shards.joining(shards), Optional.empty(), lastKnown, Map.of(), ledgers));
    }
}
