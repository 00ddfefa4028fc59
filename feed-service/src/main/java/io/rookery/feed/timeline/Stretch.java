package io.rookery.feed.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

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

    /**
     * What the window shows of a timeline of which this is the upper part.
     *
     * @param whole reads the whole timeline, for what is not certain here
     */
    List<TimelineEntry> page(Window window, Function<Window, List<TimelineEntry>> whole) {
        boolean reachesDown = floor <= window.above() + 1;
        if (window.isAscending() && !reachesDown) {
            return whole.apply(window);
        }
        List<TimelineEntry> certain = window.cut(entries);
        if (certain.size() == window.limit() || reachesDown) {
            return certain;
        }
        List<TimelineEntry> page = new ArrayList<>(certain);
        page.addAll(whole.apply(window.under(floor, window.limit() - certain.size())));
        return page;
    }

    /** Without the entries below the floor. */
    Stretch aboveFloor() {
        return entries.isEmpty() || entries.getLast().id() >= floor
                ? this
                : new Stretch(entries.stream().filter(e -> e.id() >= floor).toList(), floor);
    }
}
