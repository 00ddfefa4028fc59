package io.rookery.storage.placement.balance;

import io.rookery.shard.slot.SlotAssignment;
import io.rookery.shard.slot.Slots;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Computes, without the planner, the fewest moves after which shards of equal weight differ by at
 * most one slot. A shard with more than the whole share gives up all slots above it. As many of
 * these shards as there are slots left over keep one more.
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
