package io.rookery.feed.notification;

import io.rookery.api.paging.Page;
import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.CommitBarrier;
import io.rookery.shard.transaction.ShardClient;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and dismisses the notifications of accounts. */
@Component
class NotificationStore {

    private static final String LIST =
            """
            select id, account_id, type, from_account_id, status_id from notification
            where account_id = :account and not dismissed and id > :above and id < :below
                and id > coalesce((select up_to from notification_cleared
                    where slot = :slot and account_id = :account), 0)
                and type = any (:types::text[])
                and (:from::bigint is null or from_account_id = :from::bigint)
            order by id \
            """;

    /**
     * Only notes up to which id all are dismissed. {@link NotificationHousekeeping} dismisses the
     * rows later, in batches, because there may be very many.
     */
    private static final String CLEAR =
            """
            insert into notification_cleared as c (slot, account_id, up_to)
            select :slot, :account, id from (
                select id from notification
                where account_id = :account and not dismissed order by id desc limit 1) newest
            on conflict (slot, account_id) do update set up_to = excluded.up_to
                where c.up_to < excluded.up_to
            """;

    private final ShardClient shards;

    NotificationStore(ShardClient shards) {
        this.shards = shards;
    }

    /** The account's notifications, newest first. */
    List<NotificationRow> list(long account, NotificationFilter filter, Page page) {
        String sql = LIST + (page.isAscending() ? "asc" : "desc") + " limit :limit";
        @Nullable Long from = filter.from().isPresent() ? filter.from().getAsLong() : null;
        List<NotificationRow> rows =
                shards.read(
                        Ids.slotOf(account),
                        jdbc ->
                                jdbc.sql(sql)
                                        .param("slot", Ids.slotOf(account))
                                        .param("account", account)
                                        .param("above", page.above())
                                        .param("below", page.below())
                                        .param("types", filter.words())
                                        .param("from", from)
                                        .param("limit", page.limit())
                                        .query(NotificationStore::row)
                                        .list());
        return page.isAscending() ? rows.reversed() : rows;
    }

    Optional<NotificationRow> byId(long account, long id) {
        int slot = Ids.slotOf(account);
        return shards.read(
                slot,
                jdbc ->
                        jdbc.sql(
                                        "select id, account_id, type, from_account_id, status_id"
                                                + " from notification where slot = :slot"
                                                + " and id = :id and account_id = :account"
                                                + " and not dismissed and id > coalesce((select up_to"
                                                + " from notification_cleared where slot = :slot"
                                                + " and account_id = :account), 0)")
                                .param("slot", slot)
                                .param("id", id)
                                .param("account", account)
                                .query(NotificationStore::row)
                                .optional());
    }

    /** Permanently dismisses the notification; false if there is no such notification. */
    boolean dismiss(long account, long id) {
        int slot = Ids.slotOf(account);
        return shards.write(
                slot,
                jdbc ->
                        witnessed(
                                        jdbc,
                                        jdbc.sql(
                                                        "update notification set dismissed = true"
                                                                + " where slot = :slot and id = :id"
                                                                + " and account_id = :account")
                                                .param("slot", slot)
                                                .param("id", id)
                                                .param("account", account)
                                                .update())
                                == 1);
    }

    /** Permanently dismisses all of the account's notifications. */
    void dismissAll(long account) {
        int slot = Ids.slotOf(account);
        shards.write(
                slot,
                jdbc ->
                        witnessed(
                                jdbc,
                                jdbc.sql(CLEAR)
                                        .param("slot", slot)
                                        .param("account", account)
                                        .update()));
    }

    /**
     * If nothing changes, an earlier attempt of the request may have made the change. The commit
     * then waits for the standby.
     */
    private static int witnessed(JdbcClient jdbc, int changed) {
        if (changed == 0) {
            CommitBarrier.leave(jdbc);
        }
        return changed;
    }

    private static NotificationRow row(ResultSet row, int number) throws SQLException {
        return new NotificationRow(
                row.getLong(1),
                row.getLong(2),
                NotificationType.of(row.getString(3)).orElseThrow(),
                row.getLong(4),
                row.getObject(5, Long.class));
    }
}
