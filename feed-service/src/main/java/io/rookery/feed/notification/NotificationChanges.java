package io.rookery.feed.notification;

import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.CommitBarrier;
import io.rookery.shard.transaction.ShardClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Adds notifications of what other accounts do, and withdraws them when the action is undone. Each
 * action and each undo has a greater version than the one before. So an account is notified of an
 * action only once, and late or repeated events change nothing.
 */
@Component
public class NotificationChanges {

    private static final int MOST_IDS = 5;
    private static final int AT_A_TIME = 500;

    /**
     * A row is identified by recipient, type, actor and status. A new action on the same key gives
     * the row a new id.
     */
    private static final String TELL =
            """
            insert into notification as n
                (slot, id, account_id, type, from_account_id, status_id, version, dismissed)
            select told.slot, told.id, told.account, :type::text, :from::bigint, :status::bigint,
                :version::bigint, false
            from unnest(:slots::smallint[], :ids::bigint[], :accounts::bigint[])
                as told (slot, id, account)
            where not exists (select from notification_cleared c
                where c.slot = told.slot and c.account_id = told.account and c.up_to >= told.id)
            on conflict (slot, account_id, type, from_account_id, (coalesce(status_id, 0)))
                do update set id = excluded.id, version = excluded.version, dismissed = false
                where n.version < excluded.version
            """;

    private static final String TOO_OLD =
            """
            select c.account_id, c.up_to
            from unnest(:slots::smallint[], :ids::bigint[], :accounts::bigint[])
                as told (slot, id, account)
            join notification_cleared c
                on c.slot = told.slot and c.account_id = told.account and c.up_to >= told.id
            """;

    /**
     * Inserts a dismissed row if there is none, because the event of an action may arrive after
     * that of its undo.
     */
    private static final String WITHDRAW =
            """
            insert into notification as n
                (slot, id, account_id, type, from_account_id, status_id, version, dismissed)
            values (:slot, :id, :account, :type, :from, :status::bigint, :version, true)
            on conflict (slot, account_id, type, from_account_id, (coalesce(status_id, 0)))
                do update set id = excluded.id, version = excluded.version, dismissed = true
                where n.version < excluded.version
                    or (n.version = excluded.version and not n.dismissed)
            """;

    private static final String DROP =
            """
            update notification set dismissed = true
            where slot = :slot and id in (
                select id from notification
                where slot = :slot and account_id = :account and from_account_id = :from
                    and not dismissed
                limit :limit)
            """;

    private final ShardClient shards;
    private final IdGenerator ids;

    NotificationChanges(ShardClient shards, IdGenerator ids) {
        this.shards = shards;
        this.ids = ids;
    }

    /**
     * An action to notify of, or its undo.
     *
     * @param from the account that acts
     * @param status the status concerned; null for a follow
     * @param version of the action or undo
     */
    record Doing(NotificationType type, long from, @Nullable Long status, long version) {}

    /** Notifies the followee of a new follower, or of a follow request. */
    public void tellOfFollow(long followee, long follower, boolean isRequest, long version) {
        NotificationType type =
                isRequest ? NotificationType.FOLLOW_REQUEST : NotificationType.FOLLOW;
        tell(List.of(followee), new Doing(type, follower, null, version));
    }

    /** Withdraws the notification of a follow or request of this version or an earlier one. */
    public void withdrawFollow(long followee, long follower, boolean isRequest, long version) {
        NotificationType type =
                isRequest ? NotificationType.FOLLOW_REQUEST : NotificationType.FOLLOW;
        withdraw(followee, new Doing(type, follower, null, version));
    }

    /** Withdraws the notifications of all requests of the follower up to now. */
    public void withdrawRequests(long followee, long follower) {
        withdrawFollow(followee, follower, true, ids.next(Ids.slotOf(followee)));
    }

    /** Permanently dismisses the account's notifications of what the other one has done. */
    public void dropFrom(long account, long other) {
        int slot = Ids.slotOf(account);
        int dropped;
        do {
            dropped =
                    shards.write(
                            slot,
                            jdbc -> {
                                int changed =
                                        jdbc.sql(DROP)
                                                .param("slot", slot)
                                                .param("account", account)
                                                .param("from", other)
                                                .param("limit", AT_A_TIME)
                                                .update();
                                if (changed == 0) {
                                    CommitBarrier.leave(jdbc);
                                }
                                return changed;
                            });
        } while (dropped == AT_A_TIME);
    }

    /** Notifies all of the accounts, with one statement per shard. */
    void tell(Collection<Long> accounts, Doing doing) {
        Map<Long, Long> wanted = new ConcurrentHashMap<>();
        accounts.forEach(account -> wanted.put(account, newId(account, doing)));
        for (int tries = 1; !wanted.isEmpty(); tries++) {
            Map<Long, Long> tooOld = new ConcurrentHashMap<>();
            boolean isDone =
                    tries < MOST_IDS
                            ? isStored(wanted, doing, tooOld)
                            : store(wanted, doing, tooOld);
            if (isDone) {
                wanted.keySet().retainAll(tooOld.keySet());
            }
            // Retry with a new id: another notification has this one, or the account has dismissed
            // everything up to a later one.
            wanted.replaceAll((account, id) ->
                    ids.next(Ids.slotOf(account), id, tooOld.getOrDefault(account, id)));
        }
    }

    private boolean isStored(Map<Long, Long> idOf, Doing doing, Map<Long, Long> tooOld) {
        try {
            return store(idOf, doing, tooOld);
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    /**
     * @param tooOld receives each account that has dismissed everything up to an id that is not
     *     less than its new one, and that id
     */
    private boolean store(Map<Long, Long> idOf, Doing doing, Map<Long, Long> tooOld) {
        shards.writeGrouped(
                idOf.keySet().stream().sorted().toList(),
                Ids::slotOf,
                (jdbc, some) -> {
                    int stored = of(jdbc.sql(TELL), some, idOf, doing).update();
                    if (stored < some.size()) {
                        CommitBarrier.leave(jdbc);
                        tooOld.putAll(tooOld(jdbc, some, idOf));
                    }
                });
        return true;
    }

    private static Map<Long, Long> tooOld(
            JdbcClient jdbc, List<Long> accounts, Map<Long, Long> idOf) {
        Map<Long, Long> tooOld = new ConcurrentHashMap<>();
        rows(jdbc.sql(TOO_OLD), accounts, idOf)
                .query((row, _) -> tooOld.put(row.getLong(1), row.getLong(2)))
                .list();
        return tooOld;
    }

    private static JdbcClient.StatementSpec of(
            JdbcClient.StatementSpec sql, List<Long> accounts, Map<Long, Long> idOf, Doing doing) {
        return rows(sql, accounts, idOf)
                .param("type", doing.type.word())
                .param("from", doing.from)
                .param("status", doing.status)
                .param("version", doing.version);
    }

    private static JdbcClient.StatementSpec rows(
            JdbcClient.StatementSpec sql, List<Long> accounts, Map<Long, Long> idOf) {
        List<Long> some = new ArrayList<>(accounts);
        return sql.param("slots", some.stream().map(Ids::slotOf).toArray(Integer[]::new))
                .param("ids", some.stream().map(idOf::get).toArray(Long[]::new))
                .param("accounts", some.toArray(Long[]::new));
    }

    /** Withdraws the account's notification, even if the event of the action arrives only later. */
    void withdraw(long account, Doing undoing) {
        long id = newId(account, undoing);
        for (int tries = 1; ; tries++) {
            try {
                withdraw(account, undoing, id);
                return;
            } catch (DuplicateKeyException e) {
                if (tries == MOST_IDS) {
                    throw e;
                }
                id = ids.next(Ids.slotOf(account), id);
            }
        }
    }

    private void withdraw(long account, Doing undoing, long id) {
        int slot = Ids.slotOf(account);
        shards.write(
                slot,
                jdbc -> {
                    int changed =
                            jdbc.sql(WITHDRAW)
                                    .param("slot", slot)
                                    .param("id", id)
                                    .param("account", account)
                                    .param("type", undoing.type.word())
                                    .param("from", undoing.from)
                                    .param("status", undoing.status)
                                    .param("version", undoing.version)
                                    .update();
                    if (changed == 0) {
                        CommitBarrier.leave(jdbc);
                    }
                    return changed;
                });
    }

    /** An id that is greater than the version of the action. */
    private long newId(long account, Doing doing) {
        return ids.next(Ids.slotOf(account), doing.version);
    }
}
