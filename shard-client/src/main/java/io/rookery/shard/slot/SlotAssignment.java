package io.rookery.shard.slot;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Maps each slot to the name of the shard that owns it. A slot may have no owner yet. Immutable.
 */
public final class SlotAssignment {

    private static final SlotAssignment NONE = new SlotAssignment(new String[Slots.COUNT]);

    private final @Nullable String[] owners;

    private SlotAssignment(@Nullable String[] owners) {
        this.owners = owners;
    }

    /** The assignment in which no slot has an owner. */
    public static SlotAssignment none() {
        return NONE;
    }

    /**
     * Creates an assignment from an array.
     *
     * @param owners the shard of each slot, or null; the index is the slot
     */
    public static SlotAssignment of(@Nullable String[] owners) {
        if (owners.length != Slots.COUNT) {
            throw new IllegalArgumentException(
                    "There must be " + Slots.COUNT + " slots, not " + owners.length);
        }
        return new SlotAssignment(owners.clone());
    }

    /**
     * Creates an assignment from the set of slots of each shard.
     *
     * @throws IllegalArgumentException when two shards have the same slot
     */
    public static SlotAssignment of(Map<String, SlotSet> slotsOfShards) {
        @Nullable String[] owners = new String[Slots.COUNT];
        slotsOfShards.forEach((shard, slots) ->
                slots.stream()
                        .forEach(slot -> {
                            if (owners[slot] != null) {
                                throw new IllegalArgumentException(
                                        "Slot %d is given to both %s and %s"
                                                .formatted(slot, owners[slot], shard));
                            }
                            owners[slot] = shard;
                        }));
        return new SlotAssignment(owners);
    }

    public Optional<String> ownerOf(int slot) {
        return Optional.ofNullable(owners[Slots.check(slot)]);
    }

    public SlotSet slotsOf(String shard) {
        return SlotSet.of(
                IntStream.range(0, Slots.COUNT).filter(slot -> shard.equals(owners[slot])));
    }

    /** The shards that own at least one slot. */
    public Set<String> shards() {
        Set<String> names = new LinkedHashSet<>();
        for (String owner : owners) {
            if (owner != null) {
                names.add(owner);
            }
        }
        return names;
    }

    /** The slots without an owner. */
    public SlotSet orphans() {
        return SlotSet.of(IntStream.range(0, Slots.COUNT).filter(slot -> owners[slot] == null));
    }

    /** Whether every slot has an owner. */
    public boolean isComplete() {
        return Arrays.stream(owners).allMatch(Objects::nonNull);
    }

    /**
     * The slots whose owner differs from that in the earlier assignment, including slots that have
     * an owner in only one of the two.
     */
    public SlotSet movedFrom(SlotAssignment before) {
        BitSet moved = new BitSet(Slots.COUNT);
        for (int slot = 0; slot < Slots.COUNT; slot++) {
            moved.set(slot, !Objects.equals(owners[slot], before.owners[slot]));
        }
        return SlotSet.of(moved.stream());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SlotAssignment assignment
                && Arrays.equals(owners, assignment.owners);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(owners);
    }
}
