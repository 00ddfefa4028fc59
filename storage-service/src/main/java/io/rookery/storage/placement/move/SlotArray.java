package io.rookery.storage.placement.move;

import io.rookery.shard.slot.SlotSet;
import java.util.stream.Collectors;

/** Slots as a Postgres array. */
final class SlotArray {

    private SlotArray() {}

    /** For a parameter of a statement. */
    static Short[] of(SlotSet slots) {
        return slots.stream().mapToObj(slot -> (short) slot).toArray(Short[]::new);
    }

    /** For a statement that takes no parameters. */
    static String literal(SlotSet slots) {
        return slots.stream()
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(",", "'{", "}'::smallint[]"));
    }
}
