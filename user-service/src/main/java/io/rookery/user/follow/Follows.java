package io.rookery.user.follow;

import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.id.Ids;
import io.rookery.shard.outbox.Outbox;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.transaction.ShardClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Begins and ends follows. The follower's end changes at once; the followee's, which may be on
 * another shard, follows through the outbox, as a rule before the request is answered.
 */
@Component
final class Follows {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /**
     * Changes the edge unless a newer change has come before, and the count with it. A follow that
     * goes on keeps its version and takes over what is said of it; one that begins has boosts shown
     * and nothing notified unless said otherwise.
     */
    private static final String UPSERT =
            """
            with edge as (
                insert into following as f
                    (slot, follower_id, followee_id, active, version, show_reblogs, notify)
                values (:slot, :follower, :followee, :active, :version,
                    coalesce(cast(:reblogs as boolean), true), coalesce(cast(:notify as boolean), false))
                on conflict (slot, follower_id, followee_id) do update set
                    active = excluded.active,
                    version = case when f.active = excluded.active then f.version else excluded.version end,
                    show_reblogs = case when excluded.active and not f.active then excluded.show_reblogs
                        else coalesce(cast(:reblogs as boolean), f.show_reblogs) end,
                    notify = case when excluded.active and not f.active then excluded.notify
                        else coalesce(cast(:notify as boolean), f.notify) end
                where f.active = excluded.active or f.version < excluded.version
                returning coalesce(old.active, false) as active, coalesce(old.version, 0) as version),
            counted as (
                update account set following_count = following_count + :change
                where slot = :slot and id = :follower
                    and exists (select from edge where edge.active <> :active))
            select active, version from edge\
            """;

    private final ShardClient shards;
    private final IdGenerator ids;
    private final Outbox outbox;
    private final JsonMapper json;

    Follows(ShardClient shards, IdGenerator ids, Outbox outbox, JsonMapper json) {
        this.shards = shards;
        this.ids = ids;
        this.outbox = outbox;
        this.json = json;
    }

    /** Follows, or changes how it follows. */
    void follow(long followerId, long followeeId, GivenOptions options) {
        change(followerId, followeeId, true, options);
    }

    /** Does nothing if there is no follow. */
    void unfollow(long followerId, long followeeId) {
        change(followerId, followeeId, false, GivenOptions.UNCHANGED);
    }

    private void change(long followerId, long followeeId, boolean active, GivenOptions options) {
        int slot = Ids.slotOf(followerId);
        long version = ids.next(slot, followerId, followeeId);
        while (true) {
            Edge wanted = new Edge(followerId, followeeId, active, version);
            OutboxEvent event = event(wanted);
            Outcome outcome = shards.write(slot, jdbc -> change(jdbc, wanted, options, event));
            switch (outcome) {
                case Outdated(long newest) -> version = ids.next(slot, newest);
                case Unchanged() -> {
                    return;
                }
                case Changed() -> {
                    outbox.dispatchAndAwait(List.of(event), PATIENCE);
                    return;
                }
            }
        }
    }

    private sealed interface Outcome {}

    private record Changed() implements Outcome {}

    private record Unchanged() implements Outcome {}

    /** The edge was changed by somebody whose clock is ahead. */
    private record Outdated(long newest) implements Outcome {}

    private record Edge(long followerId, long followeeId, boolean active, long version) {}

    private record Stored(boolean active, long version) {

        /** Whether it is this very change that is stored already, by a transaction done twice. */
        boolean is(Edge edge) {
            return version == edge.version() && active == edge.active();
        }
    }

    private Outcome change(JdbcClient jdbc, Edge edge, GivenOptions options, OutboxEvent event) {
        Optional<Stored> before = upsert(jdbc, edge, options);
        if (before.isEmpty()) {
            return new Outdated(newest(jdbc, edge));
        }
        if (before.get().is(edge)) {
            return new Changed();
        }
        if (before.get().active() == edge.active()) {
            return new Unchanged();
        }
        outbox.append(jdbc, event);
        return new Changed();
    }

    /** What was there before; nothing if that is newer, and then it stays. */
    private static Optional<Stored> upsert(JdbcClient jdbc, Edge edge, GivenOptions options) {
        return jdbc.sql(UPSERT)
                .param("slot", Ids.slotOf(edge.followerId()))
                .param("follower", edge.followerId())
                .param("followee", edge.followeeId())
                .param("active", edge.active())
                .param("version", edge.version())
                .param("reblogs", options.reblogs())
                .param("notify", options.notices())
                .param("change", edge.active() ? 1 : -1)
                .query((row, _) -> new Stored(row.getBoolean("active"), row.getLong("version")))
                .optional();
    }

    private static long newest(JdbcClient jdbc, Edge edge) {
        return jdbc.sql(
                        """
                        select version from following
                        where slot = :slot and follower_id = :follower and followee_id = :followee\
                        """)
                .param("slot", Ids.slotOf(edge.followerId()))
                .param("follower", edge.followerId())
                .param("followee", edge.followeeId())
                .query(Long.class)
                .single();
    }

    private OutboxEvent event(Edge edge) {
        @Nullable Long notificationId =
                edge.active() ? ids.next(Ids.slotOf(edge.followeeId()), edge.version()) : null;
        return new OutboxEvent(
                ids.next(Ids.slotOf(edge.followerId()), edge.version()),
                FollowChange.KIND,
                json.writeValueAsString(
                        new FollowChange(
                                edge.followerId(),
                                edge.followeeId(),
                                edge.active(),
                                edge.version(),
                                notificationId)));
    }
}
