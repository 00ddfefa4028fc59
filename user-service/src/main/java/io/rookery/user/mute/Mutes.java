package io.rookery.user.mute;

import io.rookery.api.paging.Page;
import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.id.Ids;
import io.rookery.shard.outbox.Outbox;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.transaction.CommitBarrier;
import io.rookery.shard.transaction.ShardClient;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Stores mutes, in the slot of the muting account. They expire by the database's clock. */
@Component
final class Mutes {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** A mute that is changed while it is in force keeps its place in the list. */
    private static final String MUTE =
            """
            insert into mute as m (slot, account_id, other_id, active, version, notifications, expires_at)
            values (:slot, :id, :other, true, :version, :notifications,
                now() + make_interval(secs => nullif(:seconds, 0)))
            on conflict (slot, account_id, other_id) do update set
                version = case when m.active and (m.expires_at is null or m.expires_at > now())
                    then m.version else greatest(m.version, excluded.version) end,
                active = true, notifications = excluded.notifications, expires_at = excluded.expires_at\
            """;

    private final ShardClient shards;
    private final IdGenerator ids;
    private final Outbox outbox;
    private final JsonMapper json;

    Mutes(ShardClient shards, IdGenerator ids, Outbox outbox, JsonMapper json) {
        this.shards = shards;
        this.ids = ids;
        this.outbox = outbox;
        this.json = json;
    }

    /**
     * A muted account.
     *
     * @param version the cursor, by which the list is ordered and paged
     * @param until null means forever
     */
    record Entry(long otherId, long version, @Nullable Instant until) {}

    /** Mutes the other account, or changes how it is muted. */
    void mute(long own, long other, MuteOptions options) {
        long version = ids.next(Ids.slotOf(own));
        change(
                own,
                other,
                version,
                true,
                jdbc ->
                        jdbc.sql(MUTE)
                                .param("slot", Ids.slotOf(own))
                                .param("id", own)
                                .param("other", other)
                                .param("version", version)
                                .param("notifications", options.notifications())
                                .param("seconds", options.seconds())
                                .update());
    }

    /** Ends a mute; does nothing without one. */
    void unmute(long own, long other) {
        long version = ids.next(Ids.slotOf(own));
        change(
                own,
                other,
                version,
                false,
                jdbc ->
                        jdbc.sql(
                                        """
                                        update mute set active = false
                                        where slot = :slot and account_id = :id and other_id = :other\
                                        """)
                                .param("slot", Ids.slotOf(own))
                                .param("id", own)
                                .param("other", other)
                                .update());
    }

    /** A page of the accounts that the account mutes, most recently muted first. */
    List<Entry> newest(long accountId, Page page) {
        List<Entry> entries =
                shards.read(
                        Ids.slotOf(accountId),
                        jdbc ->
                                jdbc.sql(
                                                """
                                                select other_id, version, expires_at from mute
                                                where slot = :slot and account_id = :id and active
                                                  and (expires_at is null or expires_at > now())
                                                  and version > :above and version < :below
                                                order by version %s limit :limit\
                                                """
                                                        .formatted(
                                                                page.isAscending()
                                                                        ? "asc"
                                                                        : "desc"))
                                        .param("slot", Ids.slotOf(accountId))
                                        .param("id", accountId)
                                        .param("above", page.above())
                                        .param("below", page.below())
                                        .param("limit", page.limit())
                                        .query((row, _) ->
                                                new Entry(
                                                        row.getLong("other_id"),
                                                        row.getLong("version"),
                                                        instant(row.getTimestamp("expires_at"))))
                                        .list());
        return page.isAscending() ? entries.reversed() : entries;
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    @FunctionalInterface
    private interface Change {

        /** Makes the change and returns the number of changed rows. */
        int make(JdbcClient jdbc);
    }

    private void change(long own, long other, long version, boolean active, Change change) {
        OutboxEvent news =
                new OutboxEvent(
                        ids.next(Ids.slotOf(own), version),
                        MuteNews.KIND,
                        json.writeValueAsString(new MuteNews(own, other, active)));
        boolean isChanged =
                shards.write(
                        Ids.slotOf(own),
                        jdbc -> {
                            boolean changed = change.make(jdbc) == 1;
                            if (changed) {
                                outbox.append(jdbc, news);
                            } else {
                                CommitBarrier.leave(jdbc);
                            }
                            return changed;
                        });
        if (isChanged) {
            outbox.dispatchAndAwait(List.of(news), PATIENCE);
        }
    }
}
