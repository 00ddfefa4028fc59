package io.rookery.feed.timeline;

import java.util.ArrayList;
import java.util.List;

/**
 * Entries of a timeline, newest first, that are all there are from the floor upwards.
 *
 * @param floor the least id of which that can be said; 0 when it goes down to the very first
 */
record Stretch(List<TimelineEntry> entries, long floor) {

    Stretch {
        entries = List.copyOf(entries);
    }

    /** All entries down to the very first. */
    static Stretch whole(List<TimelineEntry> entries) {
        return new Stretch(entries, 0);
    }

    /** Both in one, each entry once; complete as far down as both are. */
    Stretch merge(Stretch other) {
        long common = Math.max(floor, other.floor);
        List<TimelineEntry> merged = new ArrayList<>(entries.size() + other.entries.size());
        int mine = 0;
        int theirs = 0;
        while (mine < entries.size() || theirs < other.entries.size()) {
            long a = mine < entries.size() ? entries.get(mine).id() : Long.MIN_VALUE;
            long b =
                    theirs < other.entries.size() ? other.entries.get(theirs).id() : Long.MIN_VALUE;
            TimelineEntry next = a >= b ? entries.get(mine++) : other.entries.get(theirs++);
            if (a == b) {
                theirs++;
            }
            if (next.id() >= common) {
                merged.add(next);
            }
        }
        return new Stretch(merged, common);
    }

    /** Without the entries below the floor. */
    Stretch aboveFloor() {
        return entries.isEmpty() || entries.getLast().id() >= floor
                ? this
                : new Stretch(entries.stream().filter(e -> e.id() >= floor).toList(), floor);
    }
}
