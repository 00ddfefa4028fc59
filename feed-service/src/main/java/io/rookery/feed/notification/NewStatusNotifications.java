package io.rookery.feed.notification;

import io.rookery.feed.notification.NotificationChanges.Doing;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.Visibility;
import java.util.Collection;
import org.springframework.stereotype.Component;

/** Notifies followers of an author's new statuses, if they want a notification of each. */
@Component
public class NewStatusNotifications {

    private final NotificationChanges changes;

    NewStatusNotifications(NotificationChanges changes) {
        this.changes = changes;
    }

    /**
     * Whether followers are notified of the status at all. They are not notified of boosts and of
     * replies to others. Of a direct status, the accounts that it mentions are notified instead.
     */
    public static boolean isNews(StatusRow status) {
        return !status.isBoost()
                && !status.answersOthers()
                && status.visibility() != Visibility.DIRECT;
    }

    /** Notifies each of the followers once, however often it is called. */
    public void tell(StatusRow status, Collection<Long> followers) {
        changes.tell(
                followers,
                new Doing(NotificationType.STATUS, status.accountId(), status.id(), status.id()));
    }
}
