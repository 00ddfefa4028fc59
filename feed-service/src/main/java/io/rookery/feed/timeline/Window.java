package io.rookery.feed.timeline;

import io.rookery.kit.paging.Page;
import java.util.ArrayList;
import java.util.List;

/**
 * Which part of a timeline is wanted.
 *
 * @param above exclusive lower bound of the ids
 * @param below exclusive upper bound of the ids
 * @param limit at most so many
 * @param isAscending whether those nearest to the lower bound are wanted, and not the newest
 */
public record Window(long above, long below, int limit, boolean isAscending) {

    public static Window of(Page page) {
        return new Window(page.above(), page.below(), page.limit(), page.isAscending());
    }

    boolean contains(long id) {
        return id > above && id < below;
    }

    /** What is left to read when all has been read that is not further than this one. */
    Window after(long furthest, int rows) {
        return isAscending
                ? new Window(Math.max(above, furthest), below, rows, true)
                : new Window(above, Math.min(below, furthest), rows, false);
    }

    /** The part below the id. */
    Window under(long id, int stillWanted) {
        return new Window(above, Math.min(below, id), stillWanted, isAscending);
    }

    /** Of entries, newest first, those that the window shows. */
    List<TimelineEntry> cut(List<TimelineEntry> entries) {
        List<TimelineEntry> inside = new ArrayList<>(Math.min(limit, entries.size()));
        if (isAscending) {
            for (int i = entries.size() - 1; i >= 0 && inside.size() < limit; i--) {
                if (contains(entries.get(i).id())) {
                    inside.add(entries.get(i));
                }
            }
            return inside.reversed();
        }
        for (int i = 0; i < entries.size() && inside.size() < limit; i++) {
            if (contains(entries.get(i).id())) {
                inside.add(entries.get(i));
            }
        }
        return inside;
    }
}
