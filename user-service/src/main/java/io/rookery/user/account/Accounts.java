package io.rookery.user.account;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.rookery.api.text.SearchWords;
import io.rookery.kit.error.ApiException;
import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.id.Ids;
import io.rookery.shard.outbox.Outbox;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.slot.Slots;
import io.rookery.shard.transaction.ShardClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads and changes accounts, on all shards. */
@Component
public final class Accounts {

    private static final String BY_KEYS =
            """
            select %s from account a
            join unnest(cast(:slots as smallint[]), cast(:keys as %s[])) as wanted(slot, key)
              on a.slot = wanted.slot and a.%s = wanted.key
            """;
    private static final String BY_IDS = BY_KEYS.formatted(AccountRows.COLUMNS, "bigint", "id");
    private static final String BY_USERNAMES =
            BY_KEYS.formatted(AccountRows.COLUMNS, "text", "username_key");

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final ShardClient shards;
    private final IdGenerator ids;
    private final Outbox outbox;
    private final JsonMapper json;
    private final AccountRows rows;

    Accounts(ShardClient shards, IdGenerator ids, Outbox outbox, JsonMapper json) {
        this.shards = shards;
        this.ids = ids;
        this.outbox = outbox;
        this.json = json;
        this.rows = new AccountRows(json);
    }

    public Optional<Account> byId(long id) {
        return shards.read(Ids.slotOf(id), jdbc -> find(jdbc, id));
    }

    /**
     * The account of that id.
     *
     * @throws ApiException 404 if there is none
     */
    public Account existing(long id) {
        return byId(id).orElseThrow(ApiException::notFound);
    }

    /** The accounts of these ids, in the order of the ids; unknown ones are left out. */
    public List<Account> byIds(Collection<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<Long, Account> found =
                shards.readGrouped(ids, Ids::slotOf, this::findByIds).stream()
                        .collect(toMap(Account::id, identity(), (first, _) -> first));
        return ids.stream().distinct().map(found::get).filter(Objects::nonNull).toList();
    }

    public Optional<Account> byUsername(String username) {
        return byUsernames(List.of(username)).stream().findFirst();
    }

    /** The accounts of these usernames, in any order; unknown ones are left out. */
    public List<Account> byUsernames(Collection<String> usernames) {
        List<String> keys = usernames.stream().map(Accounts::key).distinct().toList();
        return keys.isEmpty()
                ? List.of()
                : shards.readGrouped(keys, Slots::of, this::findByUsernames);
    }

    /**
     * The lower-case form by which usernames are compared. The slot of a username is that of this
     * key.
     */
    public static String key(String username) {
        return username.toLowerCase(Locale.ROOT);
    }

    private record Updated(Account account, List<OutboxEvent> events) {}

    /**
     * Changes the profile and returns the changed account. Services that show the account are
     * notified. If the change unlocks the account, its pending follow requests are accepted.
     */
    Account update(long id, ProfileChange change) {
        Updated updated = shards.write(Ids.slotOf(id), jdbc -> update(jdbc, id, change));
        outbox.dispatchAndAwait(updated.events(), PATIENCE);
        return updated.account();
    }

    private Updated update(JdbcClient jdbc, long id, ProfileChange change) {
        // Lock the row, so that concurrent changes to different fields do not undo each other.
        Account before =
                jdbc.sql(
                                "select %s from account a where slot = :slot and id = :id for update"
                                        .formatted(AccountRows.COLUMNS))
                        .param("slot", Ids.slotOf(id))
                        .param("id", id)
                        .query(rows)
                        .optional()
                        .orElseThrow(ApiException::notFound);
        Account after = change.applyTo(before);
        write(jdbc, after);
        List<OutboxEvent> events = new ArrayList<>();
        events.add(event(id, AccountChanged.KIND, new AccountChanged(id, after.version())));
        if (before.locked() && !after.locked()) {
            events.add(event(id, AccountUnlocked.KIND, new AccountUnlocked(id)));
        }
        outbox.append(jdbc, events);
        return new Updated(after, events);
    }

    private OutboxEvent event(long account, String kind, Object payload) {
        return new OutboxEvent(
                ids.next(Ids.slotOf(account)), kind, json.writeValueAsString(payload));
    }

    private void write(JdbcClient jdbc, Account account) {
        jdbc.sql(
                        """
                        update account set display_name = :displayName, note = :note, fields = :fields,
                            locked = :locked, bot = :bot, discoverable = :discoverable,
                            indexable = :indexable, hide_collections = :hideCollections,
                            default_visibility = coalesce(cast(:visibility as text), 'public'),
                            visibility_chosen = cast(:visibility as text) is not null,
                            default_sensitive = :sensitive,
                            default_language = :language, version = :version,
                            words = array_to_tsvector(:words::text[])
                        where slot = :slot and id = :id\
                        """)
                .param("displayName", account.displayName())
                .param("note", account.note())
                .param("fields", rows.write(account.fields()))
                .param("locked", account.locked())
                .param("bot", account.bot())
                .param("discoverable", account.discoverable())
                .param("indexable", account.indexable())
                .param("hideCollections", account.hideCollections())
                .param("visibility", account.postingDefaults().chosenVisibility())
                .param("sensitive", account.postingDefaults().sensitive())
                .param("language", account.postingDefaults().language())
                .param("version", account.version())
                .param("words", words(account.username() + ' ' + account.displayName()))
                .param("slot", Ids.slotOf(account.id()))
                .param("id", account.id())
                .update();
    }

    /** The words by which an account of these names is found. */
    public static String[] words(String names) {
        return SearchWords.of(names).toArray(String[]::new);
    }

    private Optional<Account> find(JdbcClient jdbc, long id) {
        return jdbc.sql(
                        "select %s from account a where slot = :slot and id = :id"
                                .formatted(AccountRows.COLUMNS))
                .param("slot", Ids.slotOf(id))
                .param("id", id)
                .query(rows)
                .optional();
    }

    private List<Account> findByIds(JdbcClient jdbc, List<Long> ids) {
        return jdbc.sql(BY_IDS)
                .param("slots", ids.stream().map(Ids::slotOf).toArray(Integer[]::new))
                .param("keys", ids.toArray(Long[]::new))
                .query(rows)
                .list();
    }

    private List<Account> findByUsernames(JdbcClient jdbc, List<String> keys) {
        return jdbc.sql(BY_USERNAMES)
                .param("slots", keys.stream().map(Slots::of).toArray(Integer[]::new))
                .param("keys", keys.toArray(String[]::new))
                .query(rows)
                .list();
    }
}
