package io.rookery.feed.search;

import static java.util.stream.Collectors.toSet;

import io.rookery.api.paging.FullPage;
import io.rookery.api.paging.Page;
import io.rookery.api.text.SearchWords;
import io.rookery.feed.account.Account;
import io.rookery.feed.account.Accounts;
import io.rookery.feed.status.Audience;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.store.Interactions;
import io.rookery.feed.status.store.ReachableShards;
import io.rookery.feed.status.store.StatusColumns;
import io.rookery.feed.status.store.Statuses;
import io.rookery.shard.transaction.PartialResults;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds statuses by their words: public ones, and the viewer's own of every visibility. */
@Component
class StatusSearch {

    private static final String SEARCH =
            "select "
                    + StatusColumns.ALL
                    + """
                     from status s
                    where s.deleted_at is null and s.boost_of_id is null
                        and s.words @@ cast(:words as tsquery)
                        and (s.visibility = 'public' or s.account_id = :viewer)
                        and (:author::bigint is null or s.account_id = :author)
                        and s.id > :above and s.id < :below
                        and s.slot <> all (:foreign)
                    order by s.id desc limit :limit
                    """;

    /** Statuses on a shard that does not answer are not found meanwhile. */
    private final ReachableShards reachable;

    private final Audience audience;
    private final Accounts accounts;
    private final Interactions interactions;

    StatusSearch(
            ReachableShards reachable,
            Audience audience,
            Accounts accounts,
            Interactions interactions) {
        this.reachable = reachable;
        this.audience = audience;
        this.accounts = accounts;
        this.interactions = interactions;
    }

    /**
     * Statuses that contain all of the words, newest first. A status of an author who is not
     * indexable is found only by its author, by accounts that it mentions, and by accounts that
     * have favourited, boosted or bookmarked it.
     *
     * @param author only statuses of this account; null for all
     */
    List<StatusRow> find(@Nullable Long viewer, String text, @Nullable Long author, Page page) {
        List<String> wanted = SearchWords.wanted(text);
        if (wanted.isEmpty()) {
            return List.of();
        }
        String words = SearchWords.query(wanted, false);
        return FullPage.of(
                        page,
                        part -> matching(viewer, words, author, part),
                        StatusRow::id,
                        rows -> indexed(viewer, audience.shownTo(viewer, rows, Map.of())))
                .shown();
    }

    private List<StatusRow> indexed(@Nullable Long viewer, List<StatusRow> rows) {
        Map<Long, Account> authors =
                accounts.now(rows.stream().map(StatusRow::accountId).collect(toSet()));
        Predicate<StatusRow> isForEverybody =
                row -> {
                    Account author = authors.get(row.accountId());
                    return author != null && author.indexable();
                };
        Set<Long> others =
                rows.stream().filter(isForEverybody.negate()).map(StatusRow::id).collect(toSet());
        if (others.isEmpty()) {
            return rows;
        }
        Set<Long> known = viewer == null ? Set.of() : interactions.of(viewer, others);
        return rows.stream()
                .filter(row ->
                        isForEverybody.test(row)
                                || (viewer != null
                                        && (viewer == row.accountId()
                                                || row.mentions(viewer)
                                                || known.contains(row.id()))))
                .toList();
    }

    private List<StatusRow> matching(
            @Nullable Long viewer, String words, @Nullable Long author, Page page) {
        PartialResults<StatusRow> found =
                reachable.readEverywhere((jdbc, foreign) ->
                        jdbc.sql(SEARCH)
                                .param("foreign", foreign)
                                .param("words", words)
                                .param("viewer", viewer, Types.BIGINT)
                                .param("author", author, Types.BIGINT)
                                .param("above", page.above())
                                .param("below", page.below())
                                .param("limit", page.limit())
                                .query(StatusColumns.MAPPER)
                                .list());
        return found.results().stream().sorted(Statuses.NEWEST_FIRST).limit(page.limit()).toList();
    }
}
