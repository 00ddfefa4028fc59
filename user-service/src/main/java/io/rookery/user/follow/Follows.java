package io.rookery.user.follow;

import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.id.Ids;
import io.rookery.shard.outbox.Outbox;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.transaction.ShardClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    void follow(long followerId, long followeeId, FollowOptions options) {
        change(followerId, followeeId, true, options);
    }

    /** Does nothing if there is no follow. */
    void unfollow(long followerId, long followeeId) {
        change(followerId, followeeId, false, FollowOptions.UNCHANGED);
    }

    private void change(long followerId, long followeeId, boolean active, FollowOptions options) {
        int slot = Ids.slotOf(followerId);
        long version = ids.next(slot, followerId, followeeId);
        while (true) {
            List<OutboxEvent> events = events(followerId, followeeId, active, version);
            Edge wanted = new Edge(followerId, followeeId, active, version);
            Outcome outcome = shards.write(slot, jdbc -> change(jdbc, wanted, options, events));
            switch (outcome) {
                case Outdated(long newest) -> version = ids.next(slot, newest);
                case Unchanged() -> {
                    return;
                }
                case Changed() -> {
                    outbox.dispatchAndAwait(events, PATIENCE);
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

    private record Edge(long followerId, long followeeId, boolean active, long version) {

        /** Whether it is this very change that is stored already, by a transaction done twice. */
        boolean isStoredAs(Stored stored) {
            return stored.version() == version && stored.active() == active;
        }
    }

    private record Stored(boolean active, long version) {}

    private Outcome change(
            JdbcClient jdbc, Edge edge, FollowOptions options, List<OutboxEvent> events) {
        // The row must be there to be locked, so that two changes at once do not both see none.
        insertIfMissing(jdbc, edge);
        Stored stored = lock(jdbc, edge).orElseThrow();
        if (edge.isStoredAs(stored)) {
            return new Changed();
        }
        if (stored.active() == edge.active()) {
            update(jdbc, edge, stored.version(), options);
            return new Unchanged();
        }
        if (stored.version() >= edge.version()) {
            return new Outdated(stored.version());
        }
        update(jdbc, edge, edge.version(), edge.active() ? options.orDefaults() : options);
        count(jdbc, edge);
        outbox.append(jdbc, events);
        return new Changed();
    }

    private static void insertIfMissing(JdbcClient jdbc, Edge edge) {
        jdbc.sql(
                        """
                        insert into following (slot, follower_id, followee_id, active, version)
                        values (:slot, :follower, :followee, false, 0)
                        on conflict (slot, follower_id, followee_id) do nothing\
                        """)
                .param("slot", Ids.slotOf(edge.followerId()))
                .param("follower", edge.followerId())
                .param("followee", edge.followeeId())
                .update();
    }

    private static Optional<Stored> lock(JdbcClient jdbc, Edge edge) {
        return jdbc.sql(
                        """
                        select active, version from following
                        where slot = :slot and follower_id = :follower and followee_id = :followee
                        for update\
                        """)
                .param("slot", Ids.slotOf(edge.followerId()))
                .param("follower", edge.followerId())
                .param("followee", edge.followeeId())
                .query((row, _) -> new Stored(row.getBoolean("active"), row.getLong("version")))
                .optional();
    }

    private static void update(JdbcClient jdbc, Edge edge, long version, FollowOptions options) {
        jdbc.sql(
                        """
                        update following set active = :active, version = :version,
                            show_reblogs = coalesce(cast(:reblogs as boolean), show_reblogs),
                            notify = coalesce(cast(:notify as boolean), notify)
                        where slot = :slot and follower_id = :follower and followee_id = :followee\
                        """)
                .param("active", edge.active())
                .param("version", version)
                .param("reblogs", options.reblogs())
                .param("notify", options.notices())
                .param("slot", Ids.slotOf(edge.followerId()))
                .param("follower", edge.followerId())
                .param("followee", edge.followeeId())
                .update();
    }

    private static void count(JdbcClient jdbc, Edge edge) {
        jdbc.sql(
                        """
                        update account set following_count = following_count + :change
                        where slot = :slot and id = :id\
                        """)
                .param("change", edge.active() ? 1 : -1)
                .param("slot", Ids.slotOf(edge.followerId()))
                .param("id", edge.followerId())
                .update();
    }

    private List<OutboxEvent> events(
            long followerId, long followeeId, boolean active, long version) {
        int slot = Ids.slotOf(followerId);
        List<OutboxEvent> events = new ArrayList<>();
        events.add(
                new OutboxEvent(
                        ids.next(slot, version),
                        FollowChange.KIND,
                        json.writeValueAsString(
                                new FollowChange(followerId, followeeId, active, version))));
        if (active) {
            long notificationId = ids.next(Ids.slotOf(followeeId), version);
            events.add(
                    new OutboxEvent(
                            ids.next(slot, version),
                            FollowNotice.KIND,
                            json.writeValueAsString(
                                    new FollowNotice(notificationId, followerId, followeeId))));
        }
        return events;
    }
}
