package io.rookery.user.follow;

import io.rookery.shard.id.Ids;
import io.rookery.shard.outbox.Outbox;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.user.account.AccountUnlocked;
import io.rookery.user.event.EventHandler;
import io.rookery.user.relation.Follow;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Accepts the pending requests of an account that was unlocked, in batches. If the account is
 * locked again, the remaining requests stay pending.
 */
@Component
final class UnlockHandler extends EventHandler<AccountUnlocked> {

    private static final int AT_A_TIME = 100;

    private final ShardClient shards;
    private final FollowRows rows;
    private final FollowEvents events;
    private final Outbox outbox;

    UnlockHandler(
            ShardClient shards,
            FollowRows rows,
            FollowEvents events,
            JsonMapper json,
            Outbox outbox) {
        super(AccountUnlocked.KIND, AccountUnlocked.class, json);
        this.shards = shards;
        this.rows = rows;
        this.events = events;
        this.outbox = outbox;
    }

    private record Request(FollowKey key, Follow follow) {}

    @Override
    protected void carryOut(AccountUnlocked unlocked) {
        long account = unlocked.accountId();
        List<OutboxEvent> news;
        do {
            news = shards.write(Ids.slotOf(account), jdbc -> accept(jdbc, account));
            outbox.dispatch(news);
        } while (news.size() == AT_A_TIME);
    }

    private List<OutboxEvent> accept(JdbcClient jdbc, long account) {
        List<OutboxEvent> news = new ArrayList<>();
        boolean isLocked = rows.lock(jdbc, account).orElse(true);
        if (!isLocked) {
            for (Request request : waiting(jdbc, account)) {
                Follow accepted = request.follow().accepted();
                rows.write(jdbc, FollowEnd.FOLLOWEE, request.key(), request.follow(), accepted);
                news.add(events.toFollowerAndNotify(request.key(), accepted));
            }
            outbox.append(jdbc, news);
        }
        return news;
    }

    private static List<Request> waiting(JdbcClient jdbc, long account) {
        return jdbc.sql(
                        """
                        select f.follower_id, %s from follower f
                        where f.slot = :slot and f.followee_id = :id and f.requested
                        limit :limit\
                        """
                                .formatted(Follow.columns("f", "")))
                .param("slot", Ids.slotOf(account))
                .param("id", account)
                .param("limit", AT_A_TIME)
                .query((row, _) ->
                        new Request(
                                new FollowKey(row.getLong("follower_id"), account),
                                Follow.read(row, "")))
                .list();
    }
}
