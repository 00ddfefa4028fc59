package io.rookery.storage.placement.balance;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingDouble;
import static java.util.Comparator.reverseOrder;

import io.rookery.shard.slot.SlotAssignment;
import io.rookery.shard.slot.Slots;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Plans which shard owns which slot. Every shard gets exactly its quota. A shard keeps the slots
 * that it has, up to its quota. Each orphaned or surplus slot goes to the receiving shard with the
 * highest rendezvous score. The balance is therefore perfect up to rounding, no slot moves without
 * need, and the same input always gives the same plan.
 */
public final class PlacementPlanner {

    private record Candidate(int slot, double score) {}

    private PlacementPlanner() {}

    /**
     * Returns the target assignment.
     *
     * @param shards the shards that may own slots, in any order; at least one, no name twice
     * @param present the current assignment; a shard that is not among {@code shards} loses all its
     *     slots
     * @throws IllegalArgumentException when no shard is given, or one twice
     */
    public static SlotAssignment plan(List<WeightedShard> shards, SlotAssignment present) {
        if (shards.isEmpty()) {
            throw new IllegalArgumentException("There is no shard to place slots on");
        }
        if (shards.stream().map(WeightedShard::name).distinct().count() < shards.size()) {
            throw new IllegalArgumentException("A shard is named twice in " + shards);
        }
        List<WeightedShard> ordered =
                shards.stream().sorted(comparing(WeightedShard::name)).toList();
        return new Plan(ordered, present).assignment();
    }

    /** One planning run: the owners so far, and how many more slots each shard may take. */
    private static final class Plan {

        private final List<WeightedShard> receivers = new ArrayList<>();
        private final Map<String, Integer> room = new LinkedHashMap<>();
        private final @Nullable String[] owners = new String[Slots.COUNT];

        Plan(List<WeightedShard> shards, SlotAssignment present) {
            Map<String, Integer> quotas = Quotas.of(shards, present);
            for (WeightedShard shard : shards) {
                int held = present.slotsOf(shard.name()).size();
                int free = quotas.getOrDefault(shard.name(), 0) - held;
                room.put(shard.name(), free);
                if (free > 0) {
                    receivers.add(shard);
                }
            }
            for (WeightedShard shard : shards) {
                present.slotsOf(shard.name()).stream().forEach(slot -> owners[slot] = shard.name());
                release(shard.name(), -Math.min(0, room.getOrDefault(shard.name(), 0)));
            }
        }

        SlotAssignment assignment() {
            for (Candidate orphan : candidates(null)) {
                String owner = favourite(orphan.slot());
                owners[orphan.slot()] = owner;
                if (room.merge(owner, -1, Integer::sum) == 0) {
                    receivers.removeIf(receiver -> receiver.name().equals(owner));
                }
            }
            return SlotAssignment.of(owners);
        }

        /**
         * Takes the surplus slots from a shard: those that have the highest score for any receiver.
         */
        private void release(String shard, int surplus) {
            if (surplus > 0) {
                candidates(shard).stream()
                        .limit(surplus)
                        .forEach(candidate -> owners[candidate.slot()] = null);
            }
        }

        /**
         * The slots of an owner, or those without one if it is null; the highest receiver score
         * first.
         */
        private List<Candidate> candidates(@Nullable String owner) {
            List<Candidate> candidates = new ArrayList<>();
            for (int slot = 0; slot < Slots.COUNT; slot++) {
                if (owner == null ? owners[slot] == null : owner.equals(owners[slot])) {
                    candidates.add(new Candidate(slot, bestScore(slot)));
                }
            }
            candidates.sort(
                    comparing(Candidate::score, reverseOrder()).thenComparingInt(Candidate::slot));
            return candidates;
        }

        private double bestScore(int slot) {
            return receivers.stream()
                    .mapToDouble(receiver -> Rendezvous.score(slot, receiver))
                    .max()
                    .orElse(0);
        }

        private String favourite(int slot) {
            return receivers.stream()
                    .max(comparingDouble(receiver -> Rendezvous.score(slot, receiver)))
                    .orElseThrow() // the free room of all equals the number of orphans
                    .name();
        }
    }
}
