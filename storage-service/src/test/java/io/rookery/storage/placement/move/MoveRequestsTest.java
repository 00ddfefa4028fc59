package io.rookery.storage.placement.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.rookery.kit.error.ApiException;
import io.rookery.shard.map.Shard;
import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.ShardState;
import io.rookery.shard.slot.SlotAssignment;
import io.rookery.shard.slot.SlotSet;
import io.rookery.storage.placement.InMemoryShardMapStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MoveRequestsTest {

    private static final int BATCH = 64;

    private final InMemoryMoveStore store = new InMemoryMoveStore();
    private final InMemoryShardMapStore maps = new InMemoryShardMapStore();
    private final AtomicInteger ids = new AtomicInteger();
    private final MoveRequests requests =
            new MoveRequests(store, maps, BATCH, () -> "m" + ids.incrementAndGet());

    @BeforeEach
    void publish() {
        store.compareAndSet(MoveControl.INITIAL.afterRestoration(), -1);
        maps.create(
                new ShardMap(
                        7,
                        List.of(
                                shard("shard-0", ShardState.ACTIVE),
                                shard("shard-1", ShardState.ACTIVE),
                                shard("shard-2", ShardState.JOINING)),
                        SlotAssignment.of(
                                Map.of(
                                        "shard-0", SlotSet.range(0, 8191),
                                        "shard-1", SlotSet.range(8192, 16383)))));
    }

    @Test
    void movesSlotsInBatchesFromEachShardThatOwnsSome() {
        List<Move> moves = requests.move(SlotSet.range(8100, 8300), "shard-1");

        assertThat(moves)
                .extracting(Move::source, Move::target, move -> move.slots().toString())
                .containsExactly(
                        tuple("shard-0", "shard-1", "8100-8163"),
                        tuple("shard-0", "shard-1", "8164-8191"));
        assertThat(store.moves()).hasSize(2);
    }

    @Test
    void refusesToMoveASlotTwice() {
        requests.move(SlotSet.range(0, 9), "shard-1");

        assertRefused(409, () -> requests.move(SlotSet.range(9, 12), "shard-1"));
    }

    @Test
    void refusesToMoveSlotsToAShardThatMayNotOwnAny() {
        assertRefused(409, () -> requests.move(SlotSet.range(0, 9), "shard-2"));
        assertRefused(404, () -> requests.move(SlotSet.range(0, 9), "shard-3"));
    }

    @Test
    void movesNothingBeforeTheMovesThatZooKeeperMayHaveLostAreRestored() {
        store.compareAndSet(MoveControl.INITIAL, 0);

        assertRefused(503, () -> requests.move(SlotSet.range(0, 9), "shard-1"));
    }

    @Test
    void drainsAShardAndKeepsItAgain() {
        requests.drain("shard-1");
        requests.drain("shard-1");
        assertThat(state("shard-1")).isEqualTo(ShardState.DRAINING);

        requests.keep("shard-1");
        assertThat(state("shard-1")).isEqualTo(ShardState.ACTIVE);
    }

    @Test
    void drainsNeitherTheLastShardNorOneThatHasNotJoined() {
        requests.drain("shard-1");

        assertRefused(409, () -> requests.drain("shard-0"));
        assertRefused(409, () -> requests.drain("shard-2"));
        assertRefused(404, () -> requests.drain("shard-3"));
    }

    @Test
    void changesTheShareOfAShard() {
        requests.weigh("shard-1", 2.5);

        assertThat(map().shard("shard-1").orElseThrow().weight()).isEqualTo(2.5);
        assertThat(map().epoch()).isEqualTo(8);
    }

    @Test
    void refusesWhatIsNoShare() {
        for (double weight : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1001}) {
            assertRefused(422, () -> requests.weigh("shard-1", weight));
        }
        assertRefused(404, () -> requests.weigh("shard-3", 1));
    }

    @Test
    void pausesAndResumes() {
        requests.pause(true);
        requests.pause(true);
        assertThat(store.control().control().paused()).isTrue();

        requests.pause(false);
        assertThat(store.control().control().paused()).isFalse();
    }

    @Test
    void undoesAMoveAndPausesTheRest() {
        Move move = requests.move(SlotSet.range(0, 9), "shard-1").getFirst();

        requests.undo(move.id());

        assertThat(store.moves().getFirst().move().undo()).isTrue();
        assertThat(store.control().control().paused()).isTrue();
        assertRefused(404, () -> requests.undo("another"));
    }

    @Test
    void doesNotUndoAMoveThatIsBeingCleanedUp() {
        Move move = requests.move(SlotSet.range(0, 9), "shard-1").getFirst();
        store.compareAndSet(move.in(MovePhase.CLEAN_UP), 0);

        assertRefused(409, () -> requests.undo(move.id()));
    }

    private ShardState state(String name) {
        return map().shard(name).orElseThrow().state();
    }

    private ShardMap map() {
        return maps.read().orElseThrow().map();
    }

    private static Shard shard(String name, ShardState state) {
        return new Shard(name, List.of("127.0.0.1:5432"), "rookery", 1, state);
    }

    private static void assertRefused(int status, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ApiException.class,
                        refused -> assertThat(refused.status().value()).isEqualTo(status));
    }
}
