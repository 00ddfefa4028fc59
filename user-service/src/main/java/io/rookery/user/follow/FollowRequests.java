package io.rookery.user.follow;

import io.rookery.kit.error.ApiException;
import io.rookery.shard.id.Ids;
import io.rookery.shard.outbox.Outbox;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.user.account.PendingRequests;
import io.rookery.user.relation.Follow;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The operations of a followee: accepts and rejects requests, and ends follows. The followee's slot
 * decides, and the follower's end is informed through the outbox. The operations are idempotent.
 */
@Component
final class FollowRequests implements PendingRequests {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final ShardClient shards;
    private final FollowRows rows;
    private final FollowEvents events;
    private final Outbox outbox;

    FollowRequests(ShardClient shards, FollowRows rows, FollowEvents events, Outbox outbox) {
        this.shards = shards;
        this.rows = rows;
        this.events = events;
        this.outbox = outbox;
    }

    /**
     * Accepts a request. Does nothing if the follow is already accepted.
     *
     * @throws ApiException 404 if there is no request
     */
    void authorize(FollowKey key) {
        decide(
                key,
                before -> {
                    if (before.isEnded()) {
                        throw ApiException.notFound();
                    }
                    return before.accepted();
                });
    }

    /**
     * Rejects a request. Does nothing if it has already been rejected or withdrawn.
     *
     * @throws ApiException 404 if there has never been one, or it is accepted
     */
    void reject(FollowKey key) {
        decide(
                key,
                before -> {
                    if (before.isAccepted() || before.version() == 0) {
                        throw ApiException.notFound();
                    }
                    return before.ended();
                });
    }

    /** Ends a follow. A pending request stays as it is. */
    void remove(FollowKey key) {
        decide(key, before -> before.isAccepted() ? before.ended() : before);
    }

    @Override
    public long countOf(long accountId) {
        return shards.read(
                Ids.slotOf(accountId),
                jdbc ->
                        jdbc.sql(
                                        """
                                        select count(*) from follower
                                        where slot = :slot and followee_id = :id and requested\
                                        """)
                                .param("slot", Ids.slotOf(accountId))
                                .param("id", accountId)
                                .query(Long.class)
                                .single());
    }

    private void decide(FollowKey key, UnaryOperator<Follow> decision) {
        List<OutboxEvent> news =
                shards.write(key.slotOf(FollowEnd.FOLLOWEE), jdbc -> decide(jdbc, key, decision));
        outbox.dispatchAndAwait(news, PATIENCE);
    }

    private List<OutboxEvent> decide(
            JdbcClient jdbc, FollowKey key, UnaryOperator<Follow> decision) {
        rows.lock(jdbc, key.followeeId());
        Follow before = rows.read(jdbc, FollowEnd.FOLLOWEE, key);
        Follow after = decision.apply(before);
        if (after.equals(before)) {
            return List.of();
        }
        rows.write(jdbc, FollowEnd.FOLLOWEE, key, before, after);
        OutboxEvent news =
                after.isAccepted()
                        ? events.toFollowerAndNotify(key, after)
                        : events.toFollower(FollowNews.of(key, after, before.isAccepted()));
        outbox.append(jdbc, news);
        return List.of(news);
    }
}
