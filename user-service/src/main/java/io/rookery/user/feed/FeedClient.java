package io.rookery.user.feed;

import io.rookery.internal.FeedNewsApi;
import io.rookery.internal.FeedNewsApi.FollowNotice;
import io.rookery.internal.FeedNewsApi.RelationNotice;
import io.rookery.shard.id.Ids;
import io.rookery.user.relation.Follow;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Client of feed-service's internal API. All calls are idempotent. */
public interface FeedClient
        extends FeedNewsApi.Follows, FeedNewsApi.Relations, FeedNewsApi.Accounts {

    /**
     * The notice of a follow's present state.
     *
     * @param notificationId id of the notification for the followee; null for none
     */
    static FollowNotice notice(
            long follower, long followee, Follow follow, @Nullable Long notificationId) {
        return new FollowNotice(
                Ids.format(follower),
                Ids.format(followee),
                notificationId == null ? null : Ids.format(notificationId),
                follow.isRequested() ? "follow_request" : "follow",
                follow.state().name().toLowerCase(Locale.ROOT),
                Long.toString(follow.version()));
    }

    /**
     * The notice of another relation.
     *
     * @param kind as in {@link RelationNotice}
     */
    static RelationNotice notice(long account, long other, String kind) {
        return new RelationNotice(Ids.format(account), Ids.format(other), kind);
    }
}
