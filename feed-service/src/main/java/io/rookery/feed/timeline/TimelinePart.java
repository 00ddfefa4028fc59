package io.rookery.feed.timeline;

import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.store.ViewerFlags.Flags;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A part of a timeline.
 *
 * @param entries all entries within the range, newest first
 * @param flags the viewer's interactions with them; null when they have not been read yet
 * @param visible removes statuses that the viewer may not or does not want to see. Its arguments
 *     are the rows, and a map by id of these rows and the statuses that they boost.
 */
record TimelinePart(
        List<TimelineEntry> entries,
        @Nullable Flags flags,
        BiFunction<List<StatusRow>, Map<Long, StatusRow>, List<StatusRow>> visible) {}
