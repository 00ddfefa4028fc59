package io.rookery.feed.timeline;

import io.rookery.feed.status.ViewerFlags.Flags;
import java.util.Map;
import java.util.Set;

/**
 * What the viewer's own shard says about a page of the viewer's home timeline.
 *
 * @param flags what the viewer has done with the statuses
 * @param version of whom the timeline shows
 * @param now the time there, in milliseconds since 1970
 * @param own what the viewer has published within the page's range, and what of it boosts what
 * @param existing those of the asked statuses that are the viewer's and still exist
 */
record HomeCheck(Flags flags, long version, long now, Map<Long, Long> own, Set<Long> existing) {

    /** Whether a status of the viewer's on the page exists. */
    boolean hasOwn(long id) {
        return own.containsKey(id) || existing.contains(id);
    }
}
