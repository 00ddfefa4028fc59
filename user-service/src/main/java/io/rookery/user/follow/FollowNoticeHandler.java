package io.rookery.user.follow;

import io.rookery.kit.deadline.Deadline;
import io.rookery.shard.id.Ids;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.outbox.OutboxHandler;
import java.time.Duration;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Tells the followee of a new follower. */
@Component
final class FollowNoticeHandler implements OutboxHandler {

    private static final Duration LIMIT = Duration.ofSeconds(8);

    private final FeedClient feed;
    private final JsonMapper json;

    FollowNoticeHandler(FeedClient feed, JsonMapper json) {
        this.feed = feed;
        this.json = json;
    }

    @Override
    public String kind() {
        return FollowNotice.KIND;
    }

    @Override
    public void handle(OutboxEvent event) {
        FollowNotice notice = json.readValue(event.payload(), FollowNotice.class);
        Deadline.run(
                LIMIT,
                () ->
                        feed.notify(
                                new FeedClient.Notification(
                                        Ids.format(notice.notificationId()),
                                        Ids.format(notice.followeeId()),
                                        "follow",
                                        Ids.format(notice.followerId()),
                                        null)));
    }
}
