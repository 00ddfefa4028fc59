package io.rookery.user.follow;

import io.rookery.shard.id.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** What feed-service is told about follows. */
@HttpExchange
interface FeedClient {

    /** A follow has begun or ended. May be repeated. */
    @PostExchange("/internal/follows")
    void changed(@RequestBody Follow follow);

    /**
     * A follow by the accounts at its ends.
     *
     * @param notificationId of the notification that the followee gets; null for none
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Follow(String followerId, String followeeId, @Nullable String notificationId) {

        static Follow of(FollowChange change) {
            return new Follow(
                    Ids.format(change.followerId()),
                    Ids.format(change.followeeId()),
                    change.notificationId() == null ? null : Ids.format(change.notificationId()));
        }
    }
}
