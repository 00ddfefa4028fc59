package io.rookery.storage.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.shard.map.Shard;
import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.VersionedShardMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Sets up a complete map from nothing, whatever fails on the way. */
class SettingUpTest {

    private static final Set<String> SERVICES = Set.of("user-service", "feed-service");
    private static final List<Shard> DECLARED = Shards.joining(3);

    private final InMemoryShardMapStore store = new InMemoryShardMapStore();
    private final InMemorySlotLedger ledger = new InMemorySlotLedger();
    private final ShardMapPlanner planner = new ShardMapPlanner(SERVICES);
    private boolean leading = true;
    private final PlacementStepExecutor executor =
            new PlacementStepExecutor(store, ledger, () -> leading);

    @Test
    void takesThreeStepsWhenAllGoesWell() {
        int steps = 0;
        while (!(step() instanceof PlacementStep.Rest)) {
            steps++;
        }
        assertThat(steps).isEqualTo(3); // create, activate, assign
        assertOwnersAgree();
    }

    @Test
    void arrivesThroughRandomFailures() {
        for (int seed = 0; seed < 25; seed++) {
            store.loseData();
            Random random = new Random(seed);
            InMemorySlotLedger fresh = new InMemorySlotLedger();
            PlacementStepExecutor disturbed =
                    new PlacementStepExecutor(store, fresh, () -> random.nextInt(4) > 0);
            for (int round = 0; round < 60; round++) {
                fresh.heal();
                if (random.nextInt(3) == 0) {
                    fresh.cutOff("shard-" + random.nextInt(3));
                }
                attempt(disturbed, fresh);
                assertPublishedOwnersAreTold(fresh);
            }
            assertThat(store.read().map(VersionedShardMap::map).filter(ShardMap::isComplete))
                    .isPresent();
        }
    }

    @Test
    void findsTheSameOwnersWhenZooKeeperHasLostItsData() {
        while (!(step() instanceof PlacementStep.Rest)) {}
        ShardMap before = store.read().orElseThrow().map();
        store.loseData();
        while (!(step() instanceof PlacementStep.Rest)) {}
        ShardMap after = store.read().orElseThrow().map();
        assertThat(after.assignment()).isEqualTo(before.assignment());
        assertThat(after.shards()).isEqualTo(before.shards());
        assertThat(after.epoch()).isGreaterThan(before.epoch());
        assertOwnersAgree();
    }

    private PlacementStep step() {
        PlacementStep step = planner.next(observe(ledger));
        executor.carryOut(step);
        return step;
    }

    private void attempt(PlacementStepExecutor disturbed, InMemorySlotLedger ledgers) {
        try {
            disturbed.carryOut(planner.next(observe(ledgers)));
        } catch (RuntimeException expected) {
            assertThat(expected)
                    .hasMessageMatching("Leadership was lost in the meantime|Shard .* is cut off");
        }
    }

    private PlacementObservation observe(InMemorySlotLedger ledgers) {
        Map<String, SlotLedger.Entry> entries = new HashMap<>();
        Map<String, Set<String>> migratedBy = new HashMap<>();
        for (Shard shard : DECLARED) {
            migratedBy.put(shard.name(), SERVICES);
            try {
                entries.put(shard.name(), ledgers.read(shard.name()));
            } catch (IllegalStateException cutOff) {
                // like PlacementObserver, add no entry
            }
        }
        return new PlacementObservation(
                DECLARED, store.read(), Optional.empty(), migratedBy, entries);
    }

    private void assertOwnersAgree() {
        ShardMap map = store.read().orElseThrow().map();
        assertThat(map.isComplete()).isTrue();
        assertPublishedOwnersAreTold(ledger);
    }

    private void assertPublishedOwnersAreTold(InMemorySlotLedger ledgers) {
        ledgers.heal();
        store.read()
                .map(VersionedShardMap::map)
                .filter(ShardMap::isComplete)
                .ifPresent(map ->
                        assertThat(map.shards())
                                .allSatisfy(shard ->
                                        assertThat(ledgers.read(shard.name()).slots())
                                                .isEqualTo(map.slotsOf(shard.name()))));
    }
}
