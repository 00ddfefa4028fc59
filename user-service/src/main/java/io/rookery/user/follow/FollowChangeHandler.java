package io.rookery.user.follow;

import io.rookery.kit.deadline.Deadline;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.outbox.OutboxHandler;
import java.time.Duration;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Brings a change to the followee's end, and then tells feed-service, which has the follower's home
 * timeline built anew: in this order, so that a status of the followee is either fanned out or
 * found by the building.
 */
@Component
final class FollowChangeHandler implements OutboxHandler {

    private static final Duration LIMIT = Duration.ofSeconds(8);

    private final FollowerEdges followers;
    private final FeedClient feed;
    private final JsonMapper json;

    FollowChangeHandler(FollowerEdges followers, FeedClient feed, JsonMapper json) {
        this.followers = followers;
        this.feed = feed;
        this.json = json;
    }

    @Override
    public String kind() {
        return FollowChange.KIND;
    }

    @Override
    public void handle(OutboxEvent event) {
        FollowChange change = json.readValue(event.payload(), FollowChange.class);
        Deadline.run(
                LIMIT,
                () -> {
                    followers.apply(change);
                    feed.changed(FeedClient.Follow.of(change));
                });
    }
}
