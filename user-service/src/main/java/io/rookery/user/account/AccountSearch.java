package io.rookery.user.account;

import io.rookery.kit.shard.PartialAnswer;
import io.rookery.shard.transaction.Reached;
import io.rookery.shard.transaction.ShardClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Finds accounts by the beginnings of words in their names, on all shards at once. */
@Component
public final class AccountSearch {

    /** How many words of a query are looked at; more of them would find hardly anything else. */
    private static final int MAX_WORDS = 8;

    private static final int MAX_LENGTH = 200;

    /** What is on a shard that does not answer is not found meanwhile. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ShardClient shards;
    private final AccountRows rows;

    AccountSearch(ShardClient shards, JsonMapper json) {
        this.shards = shards;
        this.rows = new AccountRows(json);
    }

    /**
     * The best matches, best first: the very username, then usernames that begin so, then the
     * account with more followers.
     *
     * @param handle what is searched, without {@code @} and domain
     * @param limit at most so many
     * @param offset how many of the best are left out
     * @param viewer who sees nobody who is blocked or blocks; 0 for nobody
     * @param followed whether only those are wanted whom the viewer follows
     */
    public List<Account> find(String handle, int limit, int offset, long viewer, boolean followed) {
        String key = Accounts.key(handle.strip());
        String words = wordBeginnings(key);
        if (words.isEmpty() || key.length() > MAX_LENGTH) {
            return List.of();
        }
        Comparator<Account> best =
                Comparator.comparing(
                                (Account account) -> !Accounts.key(account.username()).equals(key))
                        .thenComparing(account -> !Accounts.key(account.username()).startsWith(key))
                        .thenComparing(Comparator.comparingLong(Account::followers).reversed())
                        .thenComparingLong(Account::id);
        Reached<Account> found =
                shards.readReachable(
                        PATIENCE,
                        jdbc -> matches(jdbc, key, words, limit + offset, viewer, followed));
        PartialAnswer.mark(found);
        return found.results().stream().sorted(best).skip(offset).limit(limit).toList();
    }

    private List<Account> matches(
            JdbcClient jdbc, String key, String words, int limit, long viewer, boolean followed) {
        return jdbc.sql(
                        """
                        select %s from account a
                        where (a.username_key like :prefix
                            or to_tsvector('simple', a.username || ' ' || a.display_name)
                                @@ to_tsquery('simple', :words))
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
                .param("words", words)
                .param("key", key)
                .param("limit", limit)
                .param("viewer", viewer)
                .param("followed", followed)
                .query(rows)
                .list();
    }

    /** The words of the text as a full-text query for beginnings; letters and digits only. */
    static String wordBeginnings(String text) {
        return Arrays.stream(text.split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty())
                .limit(MAX_WORDS)
                .map(word -> word + ":*")
                .collect(Collectors.joining(" & "));
    }
}
