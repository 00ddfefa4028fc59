package io.rookery.user.follow;

import io.rookery.kit.error.ApiException;
import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.outbox.Outbox;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.user.relation.Blocking;
import io.rookery.user.relation.Follow;
import io.rookery.user.relation.FollowOptions;
import io.rookery.user.relation.FollowState;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The operations of a follower. The followee's slot decides whether a follow begins, and whether it
 * needs a request. The follower's slot decides on its end and its options. The other end is
 * informed through the outbox, usually before the request is answered.
 */
@Component
public final class Follows {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final ShardClient shards;
    private final FollowRows rows;
    private final FollowEvents events;
    private final IdGenerator ids;
    private final Outbox outbox;

    Follows(
            ShardClient shards,
            FollowRows rows,
            FollowEvents events,
            IdGenerator ids,
            Outbox outbox) {
        this.shards = shards;
        this.rows = rows;
        this.events = events;
        this.ids = ids;
        this.outbox = outbox;
    }

    /**
     * Follows, requests to follow, or changes the options of a follow.
     *
     * @throws ApiException 404 if there is no such followee, 403 if either blocks the other
     */
    void follow(FollowKey key, GivenOptions options) {
        Follow known = knownToFollower(key);
        int slot = key.slotOf(FollowEnd.FOLLOWEE);
        long version = ids.next(slot, known.newest());
        while (true) {
            long wanted = version;
            switch (shards.write(slot, jdbc -> begin(jdbc, key, known, wanted, options))) {
                case Outdated(long newest) -> version = ids.next(slot, newest);
                case Done(Follow follow, List<OutboxEvent> news) -> {
                    outbox.dispatchAndAwait(news, PATIENCE);
                    if (follow.version() != wanted && !options.sayNothing()) {
                        changeAtFollower(key, follow, new Wish(options));
                    }
                    return;
                }
            }
        }
    }

    /**
     * Ends a follow, or withdraws a request; does nothing if there is neither.
     *
     * @throws ApiException 404 if there is no such followee
     */
    void unfollow(FollowKey key) {
        changeAtFollower(key, knownToFollowee(key), Follow::endedBy);
    }

    /**
     * Reads the follow at the followee's end.
     *
     * @throws ApiException 404 if there is no such followee
     */
    public Follow knownToFollowee(FollowKey key) {
        return shards.read(
                        key.slotOf(FollowEnd.FOLLOWEE),
                        jdbc -> rows.readIfOwned(jdbc, FollowEnd.FOLLOWEE, key))
                .orElseThrow(ApiException::notFound);
    }

    private Follow knownToFollower(FollowKey key) {
        return shards.read(
                key.slotOf(FollowEnd.FOLLOWER),
                jdbc -> {
                    if (Blocking.isBlocking(jdbc, key.followerId(), key.followeeId())) {
                        throw ApiException.forbidden("This action is not allowed");
                    }
                    return rows.read(jdbc, FollowEnd.FOLLOWER, key);
                });
    }

    private sealed interface Outcome {}

    /**
     * The follow is in the wanted state.
     *
     * @param news for the other end, and for feed-service
     */
    private record Done(Follow follow, List<OutboxEvent> news) implements Outcome {}

    /** An instance whose clock is ahead has already given the follow a greater version. */
    private record Outdated(long newest) implements Outcome {}

    @FunctionalInterface
    private interface Change {

        /** The follow after the change, which gets the version. */
        Follow of(Follow before, long version);
    }

    private record Wish(GivenOptions options) implements Change {

        @Override
        public Follow of(Follow before, long version) {
            FollowOptions wished = options.over(before.options());
            boolean isKnown = before.optionsVersion() > 0 && wished.equals(before.options());
            return isKnown ? before : before.withOptions(version, wished);
        }
    }

    private Outcome begin(
            JdbcClient jdbc, FollowKey key, Follow known, long version, GivenOptions options) {
        boolean isLocked = rows.lock(jdbc, key.followeeId()).orElseThrow(ApiException::notFound);
        if (Blocking.isBlocking(jdbc, key.followeeId(), key.followerId())) {
            throw ApiException.forbidden("This action is not allowed");
        }
        Follow before = rows.read(jdbc, FollowEnd.FOLLOWEE, key);
        Follow both = before.with(known);
        if (both.isEnded() && both.newest() >= version) {
            return new Outdated(both.newest());
        }
        Follow after = both;
        if (both.isEnded()) {
            after =
                    new Follow(
                            version,
                            isLocked ? FollowState.REQUESTED : FollowState.ACCEPTED,
                            version,
                            options.ofNew());
        } else if (both.isRequested() && !isLocked) {
            after = both.accepted();
        }
        rows.write(jdbc, FollowEnd.FOLLOWEE, key, before, after);
        if (after.equals(known)) {
            return new Done(after, List.of());
        }
        OutboxEvent news = events.toFollowerAndNotify(key, after);
        outbox.append(jdbc, news);
        return new Done(after, List.of(news));
    }

    private void changeAtFollower(FollowKey key, Follow known, Change change) {
        int slot = key.slotOf(FollowEnd.FOLLOWER);
        long version = ids.next(slot, known.newest());
        while (true) {
            long wanted = version;
            switch (shards.write(
                    slot, jdbc -> changeAtFollower(jdbc, key, known, wanted, change))) {
                case Outdated(long newest) -> version = ids.next(slot, newest);
                case Done(_, List<OutboxEvent> news) -> {
                    outbox.dispatchAndAwait(news, PATIENCE);
                    return;
                }
            }
        }
    }

    private Outcome changeAtFollower(
            JdbcClient jdbc, FollowKey key, Follow known, long version, Change change) {
        rows.lock(jdbc, key.followerId());
        Follow before = rows.read(jdbc, FollowEnd.FOLLOWER, key);
        Follow both = before.with(known);
        boolean isDone = both.newest() == version; // this is a retry of the transaction
        if (!isDone && !both.isEnded() && both.newest() > version) {
            return new Outdated(both.newest());
        }
        Follow after = isDone || both.isEnded() ? both : change.of(both, version);
        rows.write(jdbc, FollowEnd.FOLLOWER, key, before, after);
        if (!isDone && after.equals(both)) {
            return new Done(after, List.of());
        }
        List<OutboxEvent> news =
                List.of(events.toOwnHome(key, after), events.toFollowee(key, after));
        outbox.append(jdbc, news);
        return new Done(after, news);
    }
}
