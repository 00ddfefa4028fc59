package io.rookery.feed.timeline;

import io.rookery.feed.status.store.ViewerFlags.Flags;
import java.util.Map;
import java.util.Set;

/**
 * What the viewer's own shard says about a page of the viewer's home timeline.
 *
 * @param flags the viewer's interactions with the statuses, such as favourites
 * @param version version of the timeline's sources, see {@link HomeVersions}
 * @param now time of the shard's database, in milliseconds since 1970
 * @param own the viewer's own statuses within the page's range: id to boosted id, 0 when it is no
 *     boost
 * @param existing those of the requested statuses that belong to the viewer and still exist
 */
record HomeCheck(Flags flags, long version, long now, Map<Long, Long> own, Set<Long> existing) {

    /** Whether the viewer's own status exists. */
    boolean hasOwn(long id) {
        return own.containsKey(id) || existing.contains(id);
    }
}
