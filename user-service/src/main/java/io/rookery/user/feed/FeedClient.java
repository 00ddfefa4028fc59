package io.rookery.user.feed;

import io.rookery.shard.id.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** What feed-service is told. All of it may be repeated. */
@HttpExchange
public interface FeedClient {

    /** A follow or a request has begun or ended, or other things are wished of it. */
    @PostExchange("/internal/follows")
    void followChanged(@RequestBody FollowNotice notice);

    /** How one account stands to another has changed otherwise. */
    @PostExchange("/internal/relations")
    void relationChanged(@RequestBody RelationNotice notice);

    /**
     * A follow by the accounts at its ends.
     *
     * @param notificationId of the notification that the followee gets; null for none
     * @param type of the notification: {@code follow} or {@code follow_request}
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record FollowNotice(
            String followerId, String followeeId, @Nullable String notificationId, String type) {

        public static FollowNotice begun(long follower, long followee, long notificationId) {
            return of(follower, followee, Ids.format(notificationId), "follow");
        }

        public static FollowNotice requested(long follower, long followee, long notificationId) {
            return of(follower, followee, Ids.format(notificationId), "follow_request");
        }

        /** It goes on otherwise, or has ended. */
        public static FollowNotice changed(long follower, long followee) {
            return of(follower, followee, null, "follow");
        }

        private static FollowNotice of(
                long follower, long followee, @Nullable String notificationId, String type) {
            return new FollowNotice(
                    Ids.format(follower), Ids.format(followee), notificationId, type);
        }
    }

    /**
     * What an account has done to another.
     *
     * @param kind {@code block}, {@code unblock}, {@code mute}, {@code unmute} or {@code remove};
     *     {@code block-own} and {@code own} for the account's own side of a block, and of anything
     *     else
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record RelationNotice(String accountId, String otherId, String kind) {

        public static RelationNotice of(long account, long other, String kind) {
            return new RelationNotice(Ids.format(account), Ids.format(other), kind);
        }
    }
}
