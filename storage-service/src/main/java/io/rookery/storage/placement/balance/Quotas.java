package io.rookery.storage.placement.balance;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;

import io.rookery.shard.slot.SlotAssignment;
import io.rookery.shard.slot.Slots;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes how many slots each shard should own: its exact share rounded down, and one more for the
 * shards with the largest remainders. Among equal remainders, shards that already own the extra
 * slot come first, so that rounding alone never moves a slot.
 */
final class Quotas {

    private record Share(String name, int whole, double remainder, boolean holdsMore) {}

    private Quotas() {}

    /** The quota of each shard, in the given order. The quotas sum up to the number of slots. */
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
