package io.rookery.user.follow;

import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.user.feed.OwnHomeNews;
import io.rookery.user.relation.Follow;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Creates the events by which one end of a follow informs the other one. */
@Component
final class FollowEvents {

    private final IdGenerator ids;
    private final JsonMapper json;

    FollowEvents(IdGenerator ids, JsonMapper json) {
        this.ids = ids;
        this.json = json;
    }

    /** Also notifies the followee that it is followed, or that an account asks to follow it. */
    OutboxEvent toFollowerAndNotify(FollowKey key, Follow follow) {
        long notificationId = ids.next(key.slotOf(FollowEnd.FOLLOWEE), follow.version());
        return toFollower(FollowNews.notifying(key, follow, notificationId));
    }

    OutboxEvent toFollower(FollowNews news) {
        return event(FollowEnd.FOLLOWEE, FollowNews.TO_FOLLOWER, news);
    }

    OutboxEvent toFollowee(FollowKey key, Follow follow) {
        return event(FollowEnd.FOLLOWER, FollowNews.TO_FOLLOWEE, FollowNews.of(key, follow));
    }

    /** The follower has ended the follow or changed its options. */
    OutboxEvent toOwnHome(FollowKey key, Follow follow) {
        return OwnHomeNews.of(key.followerId(), key.followeeId()).event(ids, json, follow.newest());
    }

    private OutboxEvent event(FollowEnd from, String kind, FollowNews news) {
        return new OutboxEvent(
                ids.next(news.key().slotOf(from), news.version()),
                kind,
                json.writeValueAsString(news));
    }
}
