package io.rookery.user.follow;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A feed-service that only remembers what it was told. */
public final class RecordingFeed implements FeedClient {

    private final List<String> invalidated = new CopyOnWriteArrayList<>();
    private final List<Notification> notifications = new CopyOnWriteArrayList<>();

    @Override
    public void invalidateHome(String account) {
        invalidated.add(account);
    }

    @Override
    public void notify(Notification notification) {
        notifications.add(notification);
    }

    /** Accounts whose home timeline was to be built anew. */
    public List<String> invalidated() {
        return List.copyOf(invalidated);
    }

    /** Who was told of whom, as {@code recipient<from}. */
    public List<String> notified() {
        return notifications.stream()
                .map(notification -> notification.accountId() + "<" + notification.fromAccountId())
                .toList();
    }
}
