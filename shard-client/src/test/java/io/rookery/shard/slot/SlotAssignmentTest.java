package io.rookery.shard.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SlotAssignmentTest {

    private static final SlotAssignment HALF =
            SlotAssignment.of(Map.of("a", SlotSet.range(0, 8191)));
    private static final SlotAssignment WHOLE =
            SlotAssignment.of(Map.of("a", SlotSet.range(0, 8191), "b", SlotSet.range(8192, 16383)));

    @Test
    void knowsItsOwnersAndItsOrphans() {
        assertThat(HALF.ownerOf(8191)).contains("a");
        assertThat(HALF.ownerOf(8192)).isEmpty();
        assertThat(HALF.orphans()).isEqualTo(SlotSet.range(8192, 16383));
        assertThat(WHOLE.slotsOf("b")).isEqualTo(SlotSet.range(8192, 16383));
        assertThat(WHOLE.slotsOf("c")).isEqualTo(SlotSet.empty());
        assertThat(WHOLE.shards()).containsExactly("a", "b");
    }

    @Test
    void isCompleteOnceEverySlotHasAnOwner() {
        assertThat(SlotAssignment.none().isComplete()).isFalse();
        assertThat(HALF.isComplete()).isFalse();
        assertThat(WHOLE.isComplete()).isTrue();
    }

    @Test
    void countsWhatHasMoved() {
        assertThat(WHOLE.movedFrom(HALF).size()).isEqualTo(8192);
        assertThat(WHOLE.movedFrom(WHOLE).isEmpty()).isTrue();
    }

    @Test
    void refusesTwoOwnersForOneSlot() {
        Map<String, SlotSet> twice = Map.of("a", SlotSet.range(0, 9), "b", SlotSet.range(9, 10));
        assertThatThrownBy(() -> SlotAssignment.of(twice))
                .hasMessageStartingWith("Slot 9 is given to both");
    }

    @Test
    void doesNotChangeWithTheArrayItWasMadeOf() {
        String[] owners = new String[Slots.COUNT];
        SlotAssignment assignment = SlotAssignment.of(owners);
        owners[0] = "a";
        assertThat(assignment.ownerOf(0)).isEmpty();
    }
}
