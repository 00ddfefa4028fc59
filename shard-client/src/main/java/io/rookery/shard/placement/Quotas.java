package io.rookery.shard.placement;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;

import io.rookery.shard.slot.SlotAssignment;
import io.rookery.shard.slot.Slots;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many slots each shard is to own: its exact share rounded down, and one more for those with
 * the largest remainders. Among equal remainders those come first who hold the slot already, so
 * that rounding alone never moves one.
 */
final class Quotas {

    private record Share(String name, int whole, double remainder, boolean holdsMore) {}

    private Quotas() {}

    /** The quota of each shard, in the given order; they sum up to the number of slots. */
    static Map<String, Integer> of(List<WeightedShard> shards, SlotAssignment present) {
        double total = shards.stream().mapToDouble(WeightedShard::weight).sum();
        List<Share> shares = new ArrayList<>();
        for (WeightedShard shard : shards) {
            double exact = Slots.COUNT * (shard.weight() / total);
            int whole = (int) exact;
            boolean holdsMore = present.slotsOf(shard.name()).size() > whole;
            shares.add(new Share(shard.name(), whole, exact - whole, holdsMore));
        }
        Map<String, Integer> quotas = new LinkedHashMap<>();
        shares.forEach(share -> quotas.put(share.name(), share.whole()));
        int left = Slots.COUNT - shares.stream().mapToInt(Share::whole).sum();
        shares.sort(
                comparing(Share::remainder, reverseOrder())
                        .thenComparing(Share::holdsMore, reverseOrder())
                        .thenComparing(Share::name));
        shares.stream().limit(left).forEach(share -> quotas.merge(share.name(), 1, Integer::sum));
        return quotas;
    }
}
