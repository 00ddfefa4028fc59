package io.rookery.feed.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A contiguous part of a timeline: all entries from the floor upwards.
 *
 * @param entries newest first
 * @param floor the least id for which the entries are complete; 0 when they include the first entry
 *     of the timeline
 */
record TimelineSegment(List<TimelineEntry> entries, long floor) {

    TimelineSegment {
        entries = List.copyOf(entries);
    }

    /** A segment that includes the first entry of the timeline. */
    static TimelineSegment whole(List<TimelineEntry> entries) {
        return new TimelineSegment(entries, 0);
    }

    /**
     * Merges both without duplicates. The result is complete down to the higher of the two floors.
     */
    TimelineSegment merge(TimelineSegment other) {
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
        return new TimelineSegment(merged, common);
    }

    /**
     * The entries of the range, from a timeline of which this segment is the upper part.
     *
     * @param whole reads the whole timeline, for the part of the range where this segment is
     *     incomplete
     */
    List<TimelineEntry> page(IdRange range, Function<IdRange, List<TimelineEntry>> whole) {
        boolean reachesDown = floor <= range.above() + 1;
        if (range.isAscending() && !reachesDown) {
            return whole.apply(range);
        }
        List<TimelineEntry> certain = range.cut(entries);
        if (certain.size() == range.limit() || reachesDown) {
            return certain;
        }
        List<TimelineEntry> page = new ArrayList<>(certain);
        page.addAll(whole.apply(range.under(floor, range.limit() - certain.size())));
        return page;
    }

    /** This segment without the entries below the floor. */
    TimelineSegment aboveFloor() {
        return entries.isEmpty() || entries.getLast().id() >= floor
                ? this
                : new TimelineSegment(
                        entries.stream().filter(e -> e.id() >= floor).toList(), floor);
    }
}
