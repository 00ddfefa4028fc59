package io.rookery.user.block;

import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.id.Ids;
import io.rookery.shard.outbox.Outbox;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.user.block.BlockRows.Row;
import io.rookery.user.feed.OwnHomeNews;
import io.rookery.user.follow.FollowEnd;
import io.rookery.user.follow.FollowKey;
import io.rookery.user.follow.FollowNews;
import io.rookery.user.follow.FollowRows;
import io.rookery.user.follow.Follows;
import io.rookery.user.relation.Follow;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Blocks and unblocks accounts. A block takes effect with the commit in the blocker's slot. The
 * same transaction ends the blocker's ends of the follows between the two. The other ends are ended
 * through the outbox.
 */
@Component
final class Blocks {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final ShardClient shards;
    private final Follows follows;
    private final FollowRows followRows;
    private final IdGenerator ids;
    private final Outbox outbox;
    private final JsonMapper json;

    Blocks(
            ShardClient shards,
            Follows follows,
            FollowRows followRows,
            IdGenerator ids,
            Outbox outbox,
            JsonMapper json) {
        this.shards = shards;
        this.follows = follows;
        this.followRows = followRows;
        this.ids = ids;
        this.outbox = outbox;
        this.json = json;
    }

    /**
     * Blocks the other account, if it is not blocked already.
     *
     * @throws io.rookery.kit.error.ApiException 404 if the other account does not exist
     */
    void block(long own, long other) {
        change(own, other, true);
    }

    /**
     * Unblocks the other account, if it is blocked. Follows that the block has ended stay ended.
     *
     * @throws io.rookery.kit.error.ApiException 404 if the other account does not exist
     */
    void unblock(long own, long other) {
        change(own, other, false);
    }

    private sealed interface Outcome {}

    private record Done(List<OutboxEvent> news) implements Outcome {}

    /**
     * An instance whose clock is ahead has already written a greater version of the block or
     * follow.
     */
    private record Outdated(long newest) implements Outcome {}

    private void change(long own, long other, boolean active) {
        int slot = Ids.slotOf(own);
        Follow known = follows.knownToFollowee(new FollowKey(own, other));
        long version = ids.next(slot, known.version());
        while (true) {
            Row wanted = new Row(active, version);
            switch (shards.write(slot, jdbc -> change(jdbc, own, other, known, wanted))) {
                case Outdated(long newest) -> version = ids.next(slot, newest);
                case Done(List<OutboxEvent> news) -> {
                    outbox.dispatchAndAwait(news, PATIENCE);
                    return;
                }
            }
        }
    }

    private Outcome change(JdbcClient jdbc, long own, long other, Follow known, Row wanted) {
        FollowKey out = new FollowKey(own, other);
        FollowKey in = new FollowKey(other, own);
        followRows.lock(jdbc, own);
        Row before = BlockRows.OF_BLOCKER.read(jdbc, own, other);
        if (before.active() == wanted.active() && before.version() != wanted.version()) {
            return new Done(List.of());
        }
        Follow outBefore = followRows.read(jdbc, FollowEnd.FOLLOWER, out);
        Follow outKnown = outBefore.with(known);
        long newest = Math.max(before.version(), outKnown.version());
        if (newest > wanted.version()) {
            return new Outdated(newest);
        }
        Follow inBefore = followRows.read(jdbc, FollowEnd.FOLLOWEE, in);
        Follow outAfter = outKnown;
        Follow inAfter = inBefore;
        if (wanted.active()) {
            outAfter = outKnown.isEnded() ? outKnown : outKnown.endedBy(wanted.version());
            inAfter = inBefore.isEnded() ? inBefore : inBefore.ended();
        }
        followRows.write(jdbc, FollowEnd.FOLLOWER, out, outBefore, outAfter);
        followRows.write(jdbc, FollowEnd.FOLLOWEE, in, inBefore, inAfter);
        BlockRows.OF_BLOCKER.write(jdbc, own, other, wanted);
        OwnHomeNews home =
                wanted.active() ? OwnHomeNews.ofBlock(own, other) : OwnHomeNews.of(own, other);
        List<OutboxEvent> news =
                List.of(
                        home.event(ids, json, wanted.version()),
                        news(
                                own,
                                other,
                                wanted,
                                FollowNews.of(out, outAfter),
                                FollowNews.of(in, inAfter)));
        outbox.append(jdbc, news);
        return new Done(news);
    }

    private OutboxEvent news(long own, long other, Row row, FollowNews out, FollowNews in) {
        return new OutboxEvent(
                ids.next(Ids.slotOf(own), row.version()),
                BlockNews.KIND,
                json.writeValueAsString(
                        new BlockNews(own, other, row.active(), row.version(), out, in)));
    }
}
