package io.rookery.feed.timeline;

import io.rookery.api.paging.Page;
import java.util.ArrayList;
import java.util.List;

/**
 * A requested part of a timeline, as in {@code since_id}, {@code min_id} and {@code max_id}.
 *
 * @param above exclusive lower bound of the ids
 * @param below exclusive upper bound of the ids
 * @param limit maximum number of entries
 * @param isAscending whether the entries nearest to the lower bound are wanted, instead of the
 *     newest
 */
public record IdRange(long above, long below, int limit, boolean isAscending) {

    public static IdRange of(Page page) {
        return new IdRange(page.above(), page.below(), page.limit(), page.isAscending());
    }

    boolean contains(long id) {
        return id > above && id < below;
    }

    /** The rest of this range after all entries up to {@code furthest} have been read. */
    IdRange after(long furthest, int rows) {
        return isAscending
                ? new IdRange(Math.max(above, furthest), below, rows, true)
                : new IdRange(above, Math.min(below, furthest), rows, false);
    }

    /** The part of this range below the id. */
    IdRange under(long id, int stillWanted) {
        return new IdRange(above, Math.min(below, id), stillWanted, isAscending);
    }

    /** Returns the entries within this range, at most the limit. The entries are newest first. */
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
