package io.rookery.shard.placement;

import io.rookery.shard.slot.SlotAssignment;
import io.rookery.shard.slot.Slots;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The fewest moves by which shards of equal weight can come to differ by one slot at most; computed
 * without the planner. Who has more than the whole share gives up all above it, except that as many
 * may keep one more as there are slots over.
 */
final class UnavoidableMoves {

    private UnavoidableMoves() {}

    static int of(List<WeightedShard> shards, SlotAssignment present) {
        int whole = Slots.COUNT / shards.size();
        int over = Slots.COUNT % shards.size();
        int[] held =
                shards.stream().mapToInt(shard -> present.slotsOf(shard.name()).size()).toArray();
        int orphans = Slots.COUNT - IntStream.of(held).sum();
        int surplus = IntStream.of(held).map(slots -> Math.max(0, slots - whole)).sum();
        long above = IntStream.of(held).filter(slots -> slots > whole).count();
        return orphans + surplus - (int) Math.min(over, above);
    }
}
