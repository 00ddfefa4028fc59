package io.rookery.feed.status.api;

import io.rookery.feed.status.Audience;
import io.rookery.feed.status.ReplyTarget;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.Visibility;
import io.rookery.feed.status.store.Statuses;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Decides for which replies the viewer may learn the answered status. A reply may have a wider
 * audience than the status that it answers. Viewers outside of the narrower audience do not get
 * that status' id and author. Each reply's row has the visibility of the answered status, so only
 * replies to non-public statuses need a lookup.
 */
@Component
class ReplyTargets {

    private static final Logger log = LoggerFactory.getLogger(ReplyTargets.class);

    private final Statuses statuses;
    private final Audience audience;

    ReplyTargets(Statuses statuses, Audience audience) {
        this.statuses = statuses;
        this.audience = audience;
    }

    /** The ids of the answered statuses that must be hidden from the viewer. */
    Set<Long> hidden(@Nullable Long viewer, Collection<StatusRow> replies) {
        Set<Long> unsure = new HashSet<>();
        for (StatusRow reply : replies) {
            ReplyTarget answered = reply.replyTo();
            if (answered != null && !isTold(viewer, reply, answered)) {
                unsure.add(answered.id());
            }
        }
        if (!unsure.isEmpty()) {
            visible(viewer, unsure).forEach(row -> unsure.remove(row.id()));
        }
        return unsure;
    }

    /**
     * Whether the reply's row suffices to show the answered status: that status is public or
     * unlisted, or the viewer wrote one of the two.
     */
    private static boolean isTold(@Nullable Long viewer, StatusRow reply, ReplyTarget answered) {
        Visibility visibility = answered.visibility();
        return (visibility != null && visibility.isForEverybody())
                || (viewer != null
                        && (viewer == reply.accountId() || viewer == answered.accountId()));
    }

    /** If the lookup fails, the answered statuses are hidden, and the page is shown. */
    private List<StatusRow> visible(@Nullable Long viewer, Set<Long> ids) {
        try {
            return audience.visibleTo(viewer, statuses.byIds(ids).values(), Map.of());
        } catch (RuntimeException e) {
            log.debug("The visibility of answered statuses is unknown; they are hidden", e);
            return List.of();
        }
    }
}
