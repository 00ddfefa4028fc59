package io.rookery.storage.placement.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.shard.map.Shard;
import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.ShardState;
import io.rookery.shard.slot.SlotAssignment;
import io.rookery.shard.slot.Slots;
import io.rookery.storage.placement.balance.PlacementPlanner;
import io.rookery.storage.placement.balance.WeightedShard;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one more shard costs: the moves of the scheduler, without shards that execute them. */
class GrowthTest {

    private static final int BATCH = 64;

    /** Above this size, ZooKeeper refuses a node. */
    private static final int ZOOKEEPER_LIMIT = 1_048_575;

    private final AtomicInteger ids = new AtomicInteger();
    private final MoveScheduler scheduler = new MoveScheduler(BATCH, Integer.MAX_VALUE);

    /** Prints the figures that docs/decisions quotes. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 16, 64, 128, 256, 512, 1000})
    void aFurtherShardGetsItsShareInMovesOneAfterTheOther(int count) {
        SlotAssignment before = PlacementPlanner.plan(shards(count), SlotAssignment.none());
        List<WeightedShard> grown = shards(count + 1);
        long start = System.nanoTime();
        SlotAssignment wanted = PlacementPlanner.plan(grown, before);
        long planned = System.nanoTime() - start;
        SlotAssignment present = before;
        int moves = 0;
        while (!present.equals(wanted)) {
            List<Move> begun = scheduler.next(grown, present, List.of(), this::id);
            assertThat(begun).hasSize(1);
            present = moved(present, begun.getFirst());
            moves++;
        }
        int size = map(count + 1, wanted).toJson().getBytes(StandardCharsets.UTF_8).length;
        System.out.printf(
                Locale.ROOT,
                "| %d → %d | %d | %d | %d | %d |%n",
                count,
                count + 1,
                wanted.movedFrom(before).size(),
                moves,
                TimeUnit.NANOSECONDS.toMillis(planned),
                size);

        assertThat(wanted.movedFrom(before)).isEqualTo(wanted.slotsOf("shard-" + count));
        assertThat(size).isLessThan(ZOOKEEPER_LIMIT);
    }

    private String id() {
        return "m" + ids.incrementAndGet();
    }

    private static SlotAssignment moved(SlotAssignment present, Move move) {
        String[] owners = new String[Slots.COUNT];
        for (int slot = 0; slot < owners.length; slot++) {
            owners[slot] =
                    move.slots().contains(slot)
                            ? move.target()
                            : present.ownerOf(slot).orElseThrow();
        }
        return SlotAssignment.of(owners);
    }

    private static ShardMap map(int count, SlotAssignment assignment) {
        List<Shard> shards = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = "shard-" + i;
            List<String> hosts =
                    List.of(
                            name + "-a.rookery.svc.cluster.local:5432",
                            name + "-b.rookery.svc.cluster.local:5432");
            shards.add(new Shard(name, hosts, "rookery", 1, ShardState.ACTIVE));
        }
        return new ShardMap(1, shards, assignment);
    }

    private static List<WeightedShard> shards(int count) {
        return IntStream.range(0, count).mapToObj(i -> new WeightedShard("shard-" + i, 1)).toList();
    }
}
