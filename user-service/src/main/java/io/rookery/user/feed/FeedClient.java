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

/** Client of feed-service's internal API. All calls are idempotent. */
@HttpExchange
public interface FeedClient {

    /** A follow or a follow request has begun or ended, or its options have changed. */
    @PostExchange("/internal/follows")
    void followChanged(@RequestBody FollowNotice notice);

    /** Another relation between two accounts has changed. */
    @PostExchange("/internal/relations")
    void relationChanged(@RequestBody RelationNotice notice);

    /** An account has changed. */
    @PostExchange("/internal/accounts/changed")
    void accountChanged(@RequestBody AccountNotice notice);

    /** An account's new version. Answers with a lower version are outdated. */
    @JsonNaming(SnakeCaseStrategy.class)
    record AccountNotice(String accountId, String version) {}

    /**
     * The state of a follow.
     *
     * @param notificationId id of the notification for the followee; null for none
     * @param type of the notification: {@code follow} or {@code follow_request}
     * @param state {@code requested}, {@code accepted} or {@code ended}
     * @param version of the state; a notice of an older version has arrived late
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
     * A change that an account has made in its relation to another one.
     *
     * @param kind {@code block}, {@code unblock}, {@code mute}, {@code unmute} or {@code remove};
     *     for the account's own side only, {@code block-own} of a block and {@code own} of any
     *     other change
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record RelationNotice(String accountId, String otherId, String kind) {

        public static RelationNotice of(long account, long other, String kind) {
            return new RelationNotice(Ids.format(account), Ids.format(other), kind);
        }
    }
}
