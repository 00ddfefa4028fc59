package io.rookery.feed.timeline;

import io.rookery.api.paging.FullPage;
import io.rookery.feed.cache.StatusCache;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.api.Status;
import io.rookery.feed.status.api.StatusRenderer;
import io.rookery.feed.status.store.ViewerFlags.Flags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns the entries of a timeline into a page of statuses. Deleted statuses, and those that the
 * viewer may not see, are left out, and further entries are read in their place. So a page is short
 * only at the end of the timeline, or when the limit of reads for one request is reached.
 */
class TimelinePages {

    /** Limits the reads of one request when most of the statuses were deleted. */
    private static final int MOST_ROUNDS = 20;

    private final StatusCache cache;
    private final StatusRenderer renderer;

    TimelinePages(StatusCache cache, StatusRenderer renderer) {
        this.cache = cache;
        this.renderer = renderer;
    }

    /**
     * Reads a page, newest first. The cursors are those of the entries that were read, shown or
     * not.
     *
     * @param viewer null for an anonymous request
     * @param timeline reads the part of the timeline within a range
     */
    FullPage<Status> page(
            @Nullable Long viewer, IdRange range, Function<IdRange, TimelinePart> timeline) {
        List<StatusRow> rows = new ArrayList<>(range.limit());
        Map<Long, StatusRow> known = new HashMap<>();
        @Nullable Flags flags = null;
        OptionalLong first = OptionalLong.empty();
        OptionalLong last = OptionalLong.empty();
        IdRange rest = range;
        for (int round = 0; round < MOST_ROUNDS && rest.limit() > 0; round++) {
            TimelinePart part = timeline.apply(rest);
            List<TimelineEntry> entries = part.entries();
            if (entries.isEmpty()) {
                break;
            }
            long newest = entries.getFirst().id();
            long oldest = entries.getLast().id();
            if (range.isAscending() || first.isEmpty()) {
                first = OptionalLong.of(newest);
            }
            if (!range.isAscending() || last.isEmpty()) {
                last = OptionalLong.of(oldest);
            }
            List<StatusRow> found = part.visible().apply(existing(entries, known), known);
            if (part.flags() != null) {
                flags = flags == null ? Flags.none() : flags;
                flags.addAll(part.flags());
            }
            rows.addAll(range.isAscending() ? 0 : rows.size(), found);
            if (entries.size() < rest.limit()) {
                break;
            }
            rest = rest.after(range.isAscending() ? newest : oldest, range.limit() - rows.size());
        }
        return new FullPage<>(renderer.render(viewer, onceEach(rows), known, flags), first, last);
    }

    /** The statuses of the entries, without deleted statuses and boosts of deleted statuses. */
    private List<StatusRow> existing(List<TimelineEntry> entries, Map<Long, StatusRow> known) {
        Set<Long> wanted = LinkedHashSet.newLinkedHashSet(entries.size() * 2);
        for (TimelineEntry entry : entries) {
            wanted.add(entry.id());
            if (entry.isBoost()) {
                wanted.add(entry.boostOf());
            }
        }
        known.putAll(cache.byIds(wanted));
        List<StatusRow> rows = new ArrayList<>(entries.size());
        for (TimelineEntry entry : entries) {
            StatusRow row = known.get(entry.id());
            if (row != null && (!entry.isBoost() || known.containsKey(entry.boostOf()))) {
                rows.add(row);
            }
        }
        return rows;
    }

    /** Keeps the earliest of a status and its boosts on one page. */
    private static List<StatusRow> onceEach(List<StatusRow> newestFirst) {
        Set<Long> seen = HashSet.newHashSet(newestFirst.size());
        List<StatusRow> kept = new ArrayList<>(newestFirst.size());
        for (StatusRow row : newestFirst.reversed()) {
            Long boostOf = row.boostOfId();
            if (seen.add(boostOf == null ? row.id() : boostOf)) {
                kept.add(row);
            }
        }
        return kept.reversed();
    }
}
