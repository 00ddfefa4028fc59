package io.rookery.feed.status;

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
 * What replies answer. A reply may be meant for more people than what it answers: those do not
 * learn the id and the author of it. The reply's row says for whom the answered status is meant, so
 * only replies to what is not for everybody make this ask anything.
 */
@Component
class Answered {

    private static final Logger log = LoggerFactory.getLogger(Answered.class);

    private final Statuses statuses;
    private final Audience audience;

    Answered(Statuses statuses, Audience audience) {
        this.statuses = statuses;
        this.audience = audience;
    }

    /** The answered statuses of which the viewer is not to be told. */
    Set<Long> hidden(@Nullable Long viewer, Collection<StatusRow> replies) {
        Set<Long> unsure = new HashSet<>();
        for (StatusRow reply : replies) {
            if (reply.inReplyToId() != null && !isTold(viewer, reply)) {
                unsure.add(reply.inReplyToId());
            }
        }
        if (!unsure.isEmpty()) {
            visible(viewer, unsure).forEach(row -> unsure.remove(row.id()));
        }
        return unsure;
    }

    /** Whether the reply alone says that the viewer may be told: they wrote one of the two. */
    private static boolean isTold(@Nullable Long viewer, StatusRow reply) {
        Visibility answered = reply.inReplyToVisibility();
        return (answered != null && answered.isForEverybody())
                || (viewer != null
                        && (viewer == reply.accountId()
                                || viewer.equals(reply.inReplyToAccountId())));
    }

    /** Rather nobody is told than that the page fails. */
    private List<StatusRow> visible(@Nullable Long viewer, Set<Long> ids) {
        try {
            return audience.visibleTo(viewer, statuses.byIds(ids).values(), Map.of());
        } catch (RuntimeException e) {
            log.debug("It cannot be found out who may see what is answered", e);
            return List.of();
        }
    }
}
