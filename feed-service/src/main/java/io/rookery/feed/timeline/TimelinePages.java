package io.rookery.feed.timeline;

import io.rookery.feed.cache.StatusCache;
import io.rookery.feed.status.Status;
import io.rookery.feed.status.StatusRenderer;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.ViewerFlags.Flags;
import io.rookery.kit.paging.FullPage;
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
 * Turns a timeline's entries into the statuses of a page. What was deleted, or may not be seen, is
 * left out and made up for by reading on, so that a page is short only at the timeline's end, or
 * where so much was left out that reading on is left to the next request.
 */
class TimelinePages {

    /** Bounds what one request reads when most of what is there was deleted. */
    private static final int MOST_ROUNDS = 20;

    private final StatusCache cache;
    private final StatusRenderer renderer;

    TimelinePages(StatusCache cache, StatusRenderer renderer) {
        this.cache = cache;
        this.renderer = renderer;
    }

    /**
     * The page, newest first; its cursors are those of what was read, shown or not.
     *
     * @param viewer null for somebody who is not signed in
     * @param timeline reads a window's part of it
     */
    FullPage<Status> page(
            @Nullable Long viewer, Window window, Function<Window, TimelinePart> timeline) {
        List<StatusRow> rows = new ArrayList<>(window.limit());
        Map<Long, StatusRow> known = new HashMap<>();
        @Nullable Flags flags = null;
        OptionalLong first = OptionalLong.empty();
        OptionalLong last = OptionalLong.empty();
        Window rest = window;
        for (int round = 0; round < MOST_ROUNDS && rest.limit() > 0; round++) {
            TimelinePart part = timeline.apply(rest);
            List<TimelineEntry> entries = part.entries();
            if (entries.isEmpty()) {
                break;
            }
            long newest = entries.getFirst().id();
            long oldest = entries.getLast().id();
            if (window.isAscending() || first.isEmpty()) {
                first = OptionalLong.of(newest);
            }
            if (!window.isAscending() || last.isEmpty()) {
                last = OptionalLong.of(oldest);
            }
            List<StatusRow> found = part.visible().apply(existing(entries, known), known);
            if (part.flags() != null) {
                flags = flags == null ? Flags.none() : flags;
                flags.addAll(part.flags());
            }
            rows.addAll(window.isAscending() ? 0 : rows.size(), found);
            if (entries.size() < rest.limit()) {
                break;
            }
            rest = rest.after(window.isAscending() ? newest : oldest, window.limit() - rows.size());
        }
        return new FullPage<>(renderer.render(viewer, onceEach(rows), known, flags), first, last);
    }

    /** The entries' statuses, without those that are gone or that boost what is gone. */
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

    /** Of a status and its boosts on one page, the earliest. */
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
