package io.rookery.feed.search;

import io.rookery.feed.status.StatusColumns;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.Statuses;
import io.rookery.shard.transaction.ShardClient;
import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds statuses by their words: public ones, and of every visibility the viewer's own. */
@Component
class StatusSearch {

    private static final String SEARCH =
            "select "
                    + StatusColumns.ALL
                    + """
                     from status s
                    where s.deleted_at is null and s.boost_of_id is null
                        and to_tsvector('simple', s.spoiler_text || ' ' || s.text)
                            @@ plainto_tsquery('simple', :words)
                        and (s.visibility = 'public' or s.account_id = :viewer)
                        and (:author::bigint is null or s.account_id = :author)
                        and s.id > :above and s.id < :below
                    order by s.id desc limit :limit
                    """;

    private final ShardClient shards;

    StatusSearch(ShardClient shards) {
        this.shards = shards;
    }

    /**
     * Statuses that have all the words, newest first.
     *
     * @param author only those of the account
     * @param above exclusive lower bound of the ids
     * @param below exclusive upper bound of the ids
     */
    List<StatusRow> find(
            @Nullable Long viewer,
            String words,
            @Nullable Long author,
            long above,
            long below,
            int limit) {
        return shards
                .readEverywhere(jdbc ->
                        jdbc.sql(SEARCH)
                                .param("words", words)
                                .param("viewer", viewer, Types.BIGINT)
                                .param("author", author, Types.BIGINT)
                                .param("above", above)
                                .param("below", below)
                                .param("limit", limit)
                                .query(StatusColumns.MAPPER)
                                .list())
                .stream()
                .sorted(Statuses.NEWEST_FIRST)
                .limit(limit)
                .toList();
    }
}
