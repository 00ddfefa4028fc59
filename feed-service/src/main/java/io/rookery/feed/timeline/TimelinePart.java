package io.rookery.feed.timeline;

import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.ViewerFlags.Flags;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A part of a timeline.
 *
 * @param entries all that the window shows, newest first
 * @param flags what the viewer has done with them; null when that is not known yet
 * @param visible leaves out what the viewer may not see, or does not want to; it is given the rows
 *     and, by id, these and what they boost
 */
record TimelinePart(
        List<TimelineEntry> entries,
        @Nullable Flags flags,
        BiFunction<List<StatusRow>, Map<Long, StatusRow>, List<StatusRow>> visible) {}
