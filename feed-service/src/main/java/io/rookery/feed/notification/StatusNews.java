package io.rookery.feed.notification;

import io.rookery.feed.notification.NotificationChanges.Doing;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.Visibility;
import java.util.Collection;
import org.springframework.stereotype.Component;

/** Tells those followers of a new status who want to be told of each. */
@Component
public class StatusNews {

    private final NotificationChanges changes;

    StatusNews(NotificationChanges changes) {
        this.changes = changes;
    }

    /**
     * Whether followers are told of the status at all: not of boosts and of answers to others, and
     * of a direct one those whom it mentions are told.
     */
    public static boolean isNews(StatusRow status) {
        boolean answersOthers =
                status.inReplyToId() != null
                        && !Long.valueOf(status.accountId()).equals(status.inReplyToAccountId());
        return !status.isBoost() && !answersOthers && status.visibility() != Visibility.DIRECT;
    }

    /** Tells each of the followers once, however often it is asked to. */
    public void tell(StatusRow status, Collection<Long> followers) {
        changes.tell(
                followers,
                new Doing(NotificationType.STATUS, status.accountId(), status.id(), status.id()));
    }
}
