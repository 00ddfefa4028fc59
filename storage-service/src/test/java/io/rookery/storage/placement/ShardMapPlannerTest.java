package io.rookery.storage.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.rookery.shard.map.Shard;
import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.ShardState;
import io.rookery.shard.map.VersionedShardMap;
import io.rookery.shard.slot.SlotAssignment;
import io.rookery.shard.slot.SlotSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShardMapPlannerTest {

    private static final Set<String> SERVICES = Set.of("user-service", "feed-service");
    private static final SlotAssignment HALVES =
            SlotAssignment.of(
                    Map.of(
                            "shard-0", SlotSet.range(0, 8191),
                            "shard-1", SlotSet.range(8192, 16383)));

    private final ShardMapPlanner planner = new ShardMapPlanner(SERVICES);

    @Test
    void waitsUntilEveryRequiredServiceHasMigratedAShard() {
        ShardMap map = new ShardMap(1, Shards.joining(2), SlotAssignment.none());
        PlacementStep step =
                planner.next(
                        published(
                                Shards.joining(2),
                                map,
                                Map.of("shard-0", Set.of("user-service", "other-service"))));
        assertThat(step)
                .isEqualTo(
                        new PlacementStep.Wait(
                                "shard-0 is not migrated by feed-service, "
                                        + "shard-1 is not migrated by feed-service, user-service"));
    }

    @Test
    void activatesAShardThatEveryRequiredServiceHasMigrated() {
        ShardMap map = new ShardMap(1, Shards.joining(2), SlotAssignment.none());
        PlacementStep step =
                planner.next(published(Shards.joining(2), map, Map.of("shard-1", SERVICES)));
        assertThat(step)
                .asInstanceOf(type(PlacementStep.Publish.class))
                .satisfies(publish -> {
                    assertThat(publish.version()).isEqualTo(9);
                    assertThat(publish.next().epoch()).isEqualTo(2);
                    assertThat(publish.next().shards())
                            .extracting(Shard::state)
                            .containsExactly(ShardState.JOINING, ShardState.ACTIVE);
                });
    }

    @Test
    void assignsAllSlotsOnceEveryShardIsActive() {
        ShardMap map = new ShardMap(3, Shards.active(2), SlotAssignment.none());
        PlacementStep step = planner.next(published(Shards.joining(2), map, Map.of()));
        assertThat(step)
                .asInstanceOf(type(PlacementStep.Assign.class))
                .satisfies(assign -> {
                    assertThat(assign.next().isComplete()).isTrue();
                    assertThat(assign.next().epoch()).isEqualTo(4);
                    assertThat(assign.next().slotsOf("shard-1").size()).isEqualTo(8192);
                });
    }

    @Test
    void restsWhenEverySlotHasItsOwner() {
        ShardMap map = new ShardMap(4, Shards.active(2), HALVES);
        assertThat(planner.next(published(Shards.joining(2), map, Map.of())))
                .isInstanceOf(PlacementStep.Rest.class);
    }

    @Test
    void letsAShardJoinLaterWithoutTakingSlotsFromAnybody() {
        ShardMap map = new ShardMap(4, Shards.active(2), HALVES);
        PlacementStep joined = planner.next(published(Shards.joining(3), map, Map.of()));
        ShardMap with = ((PlacementStep.Publish) joined).next();
        assertThat(with.shard("shard-2").map(Shard::state)).contains(ShardState.JOINING);
        assertThat(with.assignment()).isEqualTo(HALVES);
        assertThat(planner.next(published(Shards.joining(3), with, Map.of())))
                .isInstanceOf(PlacementStep.Wait.class);

        PlacementStep ready =
                planner.next(published(Shards.joining(3), with, Map.of("shard-2", SERVICES)));
        ShardMap active = ((PlacementStep.Publish) ready).next();
        assertThat(active.shard("shard-2").map(Shard::state)).contains(ShardState.ACTIVE);
        assertThat(planner.next(published(Shards.joining(3), active, Map.of())))
                .isInstanceOf(PlacementStep.Rest.class);
    }

    @Test
    void followsAChangedAddressWithoutChangingTheStateOrTheSlots() {
        ShardMap map = new ShardMap(4, Shards.active(2), HALVES);
        List<Shard> declared = new ArrayList<>(Shards.joining(2));
        declared.set(
                1, new Shard("shard-1", List.of("elsewhere:1"), "rookery", 1, ShardState.JOINING));
        ShardMap next =
                ((PlacementStep.Publish) planner.next(published(declared, map, Map.of()))).next();
        assertThat(next.shard("shard-1")).contains(declared.get(1).withState(ShardState.ACTIVE));
        assertThat(next.assignment()).isEqualTo(HALVES);
    }

    @Test
    void keepsAShardThatIsNoLongerDeclared() {
        ShardMap map = new ShardMap(4, Shards.active(2), HALVES);
        assertThat(planner.next(published(Shards.joining(1), map, Map.of())))
                .isInstanceOf(PlacementStep.Rest.class);
    }

    private static PlacementObservation published(
            List<Shard> declared, ShardMap map, Map<String, Set<String>> migratedBy) {
        return new PlacementObservation(
                declared,
                Optional.of(new VersionedShardMap(map, 9)),
                Optional.empty(),
                migratedBy,
                Map.of());
    }
}
