package io.rookery.user.follow;

import io.rookery.user.relation.Follow;
import io.rookery.user.relation.FollowOptions;
import io.rookery.user.relation.FollowState;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The event by which one end of a follow sends its state to the other end.
 *
 * @param notificationId id of the followee's notification, in the followee's slot; null for no
 *     notification
 * @param removed whether the followee has ended the follow
 */
@JsonNaming(SnakeCaseStrategy.class)
public record FollowNews(
        long followerId,
        long followeeId,
        long version,
        FollowState state,
        long optionsVersion,
        boolean reblogs,
        boolean notices,
        @Nullable List<String> languages,
        @Nullable Long notificationId,
        boolean removed) {

    static final String TO_FOLLOWER = "follow-news-to-follower";
    static final String TO_FOLLOWEE = "follow-news-to-followee";

    /** News without a notification. */
    public static FollowNews of(FollowKey key, Follow follow) {
        return of(key, follow, null, false);
    }

    static FollowNews of(FollowKey key, Follow follow, boolean removed) {
        return of(key, follow, null, removed);
    }

    static FollowNews notifying(FollowKey key, Follow follow, long notificationId) {
        return of(key, follow, notificationId, false);
    }

    private static FollowNews of(
            FollowKey key, Follow follow, @Nullable Long notificationId, boolean removed) {
        FollowOptions options = follow.options();
        return new FollowNews(
                key.followerId(),
                key.followeeId(),
                follow.version(),
                follow.state(),
                follow.optionsVersion(),
                options.reblogs(),
                options.notices(),
                options.languages(),
                notificationId,
                removed);
    }

    public FollowKey key() {
        return new FollowKey(followerId, followeeId);
    }

    public Follow follow() {
        return new Follow(
                version, state, optionsVersion, new FollowOptions(reblogs, notices, languages));
    }
}
