package io.rookery.user.follow;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A feed-service that only remembers what it was told. */
public final class RecordingFeed implements FeedClient {

    private final List<Follow> changes = new CopyOnWriteArrayList<>();

    @Override
    public void changed(Follow follow) {
        changes.add(follow);
    }

    /** Accounts whose home timeline was to be built anew. */
    public List<String> invalidated() {
        return changes.stream().map(Follow::followerId).toList();
    }

    /** Who was told of whom, as {@code recipient<from}. */
    public List<String> notified() {
        return changes.stream()
                .filter(change -> change.notificationId() != null)
                .map(change -> change.followeeId() + "<" + change.followerId())
                .toList();
    }
}
