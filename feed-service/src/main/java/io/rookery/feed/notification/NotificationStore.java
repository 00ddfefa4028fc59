package io.rookery.feed.notification;

import io.rookery.kit.paging.Page;
import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.shard.transaction.Witness;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Notifications, in the slots of those who are told. */
@Component
public class NotificationStore {

    private static final int MOST_IDS = 5;

    private static final String INSERT =
            """
            insert into notification (slot, id, account_id, type, from_account_id, status_id)
            values (:slot, :id, :account, :type, :from, :status)
            on conflict do nothing
            """;

    private static final String EXISTS =
            """
            select exists (select from notification
                where slot = :slot and account_id = :account and type = :type
                    and from_account_id = :from and coalesce(status_id, 0) = coalesce(:status::bigint, 0))
            """;

    private static final String LIST =
            """
            select id, account_id, type, from_account_id, status_id from notification
            where account_id = :account and not dismissed and id > :above and id < :below
                and type = any (:types::text[])
                and (:from::bigint is null or from_account_id = :from::bigint)
            order by id \
            """;

    private final ShardClient shards;
    private final IdGenerator ids;

    NotificationStore(ShardClient shards, IdGenerator ids) {
        this.shards = shards;
        this.ids = ids;
    }

    /** An identifier for a notification of the account, newer than what it is about. */
    long newId(long account, long... after) {
        return ids.next(Ids.slotOf(account), after);
    }

    /**
     * Tells the followee of a new follower, or of somebody who wants to be one, once, by an id of
     * the followee's slot.
     */
    public void addFollow(long id, long followee, long follower, boolean isRequest) {
        NotificationType type =
                isRequest ? NotificationType.FOLLOW_REQUEST : NotificationType.FOLLOW;
        add(new NotificationRow(id, followee, type, follower, null));
    }

    /** Takes back that the account is told of a request; the next one is told of anew. */
    public void dropRequest(long account, long from) {
        drop(account, from, " and type = 'follow_request'");
    }

    /** Never shows the account any of the notifications again that are about the other one. */
    public void dropFrom(long account, long other) {
        drop(account, other, "");
    }

    private void drop(long account, long from, String condition) {
        int slot = Ids.slotOf(account);
        shards.write(
                slot,
                jdbc ->
                        witnessed(
                                jdbc,
                                jdbc.sql(
                                                "update notification set dismissed = true"
                                                        + " where slot = :slot"
                                                        + " and account_id = :account"
                                                        + " and from_account_id = :from"
                                                        + " and not dismissed"
                                                        + condition)
                                        .param("slot", slot)
                                        .param("account", account)
                                        .param("from", from)
                                        .update()));
    }

    /** Adds the notification, unless the same doing has been notified before. */
    void add(NotificationRow notification) {
        NotificationRow wanted = notification;
        for (int tries = 0; tries < MOST_IDS; tries++) {
            if (tryAdd(wanted)) {
                return;
            }
            // Another notification happens to have the identifier.
            wanted =
                    new NotificationRow(
                            newId(wanted.accountId(), wanted.id()),
                            wanted.accountId(),
                            wanted.type(),
                            wanted.fromAccountId(),
                            wanted.statusId());
        }
        throw new IllegalStateException("No identifier could be found for a notification");
    }

    private boolean tryAdd(NotificationRow wanted) {
        int slot = Ids.slotOf(wanted.accountId());
        return shards.write(
                slot,
                jdbc -> {
                    if (wanted.type() == NotificationType.FOLLOW_REQUEST
                            && revive(jdbc, slot, wanted)) {
                        return true;
                    }
                    if (of(jdbc.sql(INSERT).param("id", wanted.id()), slot, wanted).update() == 1) {
                        return true;
                    }
                    Witness.leave(jdbc);
                    return of(jdbc.sql(EXISTS), slot, wanted).query(Boolean.class).single();
                });
    }

    /** Of a request that was taken back, and is now made again. */
    private static boolean revive(JdbcClient jdbc, int slot, NotificationRow wanted) {
        return jdbc.sql(
                                "update notification set id = :id, dismissed = false"
                                        + " where slot = :slot and account_id = :account"
                                        + " and from_account_id = :from"
                                        + " and type = 'follow_request'"
                                        + " and dismissed and id < :id")
                        .param("slot", slot)
                        .param("account", wanted.accountId())
                        .param("from", wanted.fromAccountId())
                        .param("id", wanted.id())
                        .update()
                == 1;
    }

    private static JdbcClient.StatementSpec of(
            JdbcClient.StatementSpec sql, int slot, NotificationRow notification) {
        return sql.param("slot", slot)
                .param("account", notification.accountId())
                .param("type", notification.type().word())
                .param("from", notification.fromAccountId())
                .param("status", notification.statusId());
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
                                                + " and not dismissed")
                                .param("slot", slot)
                                .param("id", id)
                                .param("account", account)
                                .query(NotificationStore::row)
                                .optional());
    }

    /** Never shows the notification again; false if there never was one. */
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

    /** Never shows any of the account's notifications again. */
    void dismissAll(long account) {
        int slot = Ids.slotOf(account);
        shards.write(
                slot,
                jdbc ->
                        witnessed(
                                jdbc,
                                jdbc.sql(
                                                "update notification set dismissed = true"
                                                        + " where slot = :slot and account_id = :account"
                                                        + " and not dismissed")
                                        .param("slot", slot)
                                        .param("account", account)
                                        .update()));
    }

    /** What changes nothing may have been done by an earlier try of the request. */
    private static int witnessed(JdbcClient jdbc, int changed) {
        if (changed == 0) {
            Witness.leave(jdbc);
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
