package io.rookery.user.account;

import io.rookery.api.text.SearchWords;
import io.rookery.kit.shard.PartialAnswer;
import io.rookery.shard.transaction.PartialResults;
import io.rookery.shard.transaction.ShardClient;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Finds accounts by prefixes of the words in their names, on all shards in parallel. */
@Component
public final class AccountSearch {

    private static final int MAX_LENGTH = 200;

    /**
     * How long to wait for a shard. Accounts on a shard that does not answer are not found
     * meanwhile.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ShardClient shards;
    private final AccountRows rows;

    AccountSearch(ShardClient shards, JsonMapper json) {
        this.shards = shards;
        this.rows = new AccountRows(json);
    }

    /**
     * The best matches, best first: the exact username, then usernames with that prefix, then
     * accounts with more followers.
     *
     * @param handle the text to search for, without {@code @} and domain
     * @param limit maximum number of accounts
     * @param offset how many of the best matches are skipped
     * @param viewer accounts that this account blocks or that block it are left out; 0 when not
     *     signed in
     * @param followed whether only accounts that the viewer follows are wanted
     */
    public List<Account> find(String handle, int limit, int offset, long viewer, boolean followed) {
        String key = Accounts.key(handle.strip());
        if (key.isEmpty() || key.length() > MAX_LENGTH) {
            return List.of();
        }
        // A username may consist of underscores only.
        String words = SearchWords.query(SearchWords.wanted(key), true);
        Comparator<Account> best =
                Comparator.comparing(
                                (Account account) -> !Accounts.key(account.username()).equals(key))
                        .thenComparing(account -> !Accounts.key(account.username()).startsWith(key))
                        .thenComparing(Comparator.comparingLong(Account::followers).reversed())
                        .thenComparingLong(Account::id);
        PartialResults<Account> found =
                shards.readReachable(
                        PATIENCE,
                        (jdbc, foreign) ->
                                matches(
                                        jdbc,
                                        foreign,
                                        key,
                                        words,
                                        limit + offset,
                                        viewer,
                                        followed));
        PartialAnswer.mark(found);
        return found.results().stream().sorted(best).skip(offset).limit(limit).toList();
    }

    private List<Account> matches(
            JdbcClient jdbc,
            Short[] foreign,
            String key,
            String words,
            int limit,
            long viewer,
            boolean followed) {
        return jdbc.sql(
                        """
                        select %s from account a
                        where (a.username_key like :prefix or a.words @@ cast(:words as tsquery))
                          and a.slot <> all (:foreign)
                          and not exists (select from block b where b.slot = a.slot
                            and b.account_id = a.id and b.other_id = :viewer and b.active)
                          and not exists (select from blocked_by b where b.slot = a.slot
                            and b.account_id = a.id and b.other_id = :viewer and b.active)
                          and (not :followed or exists (select from follower f
                            where f.slot = a.slot and f.followee_id = a.id
                                and f.follower_id = :viewer and f.active))
                        order by a.username_key <> :key, a.username_key not like :prefix,
                                 a.followers_count desc, a.id
                        limit :limit\
                        """
                                .formatted(AccountRows.COLUMNS))
                .param(
                        "prefix",
                        key.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%")
                .param("foreign", foreign)
                .param("words", words)
                .param("key", key)
                .param("limit", limit)
                .param("viewer", viewer)
                .param("followed", followed)
                .query(rows)
                .list();
    }
}
