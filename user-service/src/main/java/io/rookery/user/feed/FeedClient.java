package io.rookery.user.feed;

import io.rookery.shard.id.Ids;
import io.rookery.user.relation.Follow;
import java.util.Locale;
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

    /** What is shown of an account is another one since. */
    @PostExchange("/internal/accounts/changed")
    void accountChanged(@RequestBody AccountNotice notice);

    /** An account's version, by which older answers about it are told. */
    @JsonNaming(SnakeCaseStrategy.class)
    record AccountNotice(String accountId, String version) {}

    /**
     * How far a follow is.
     *
     * @param notificationId of the notification that the followee gets; null for none
     * @param type of the notification: {@code follow} or {@code follow_request}
     * @param state {@code requested}, {@code accepted} or {@code ended}
     * @param version of the state: what is said of an older one comes late
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record FollowNotice(
            String followerId,
            String followeeId,
            @Nullable String notificationId,
            String type,
            String state,
            String version) {

        public static FollowNotice of(
                long follower, long followee, Follow follow, @Nullable Long notificationId) {
            return new FollowNotice(
                    Ids.format(follower),
                    Ids.format(followee),
                    notificationId == null ? null : Ids.format(notificationId),
                    follow.isRequested() ? "follow_request" : "follow",
                    follow.state().name().toLowerCase(Locale.ROOT),
                    Long.toString(follow.version()));
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
