package io.rookery.api.search;

import io.rookery.api.text.SearchWords;
import io.rookery.kit.shard.ShardHousekeeping;
import io.rookery.shard.transaction.ShardClient;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Computes the search words of rows that were written without them: by an earlier version, or by an
 * instance of one that still runs. Every instance does it; they skip the rows that another has
 * locked.
 */
public final class WordIndexing {

    private static final int AT_A_TIME = 200;

    private final ShardClient shards;
    private final String rows;
    private final String update;

    /**
     * @param table a table that has the columns slot, id and words
     * @param text SQL expression for the text of a row
     * @param condition SQL condition for the rows that can be found
     */
    public WordIndexing(ShardClient shards, String table, String text, String condition) {
        this.shards = shards;
        this.rows =
                """
                select slot, id, %s as text from %s where words is null and %s
                order by id limit :limit for update skip locked\
                """
                        .formatted(text, table, condition);
        this.update =
                """
                update %s set words = array_to_tsvector(:words::text[])
                where slot = :slot and id = :id\
                """
                        .formatted(table);
    }

    private record Row(int slot, long id, String text) {}

    /** Indexes the rows of all shards. */
    public void run() {
        ShardHousekeeping.onEach(
                shards, shard -> ShardHousekeeping.inBatches(shards, shard, AT_A_TIME, this::next));
    }

    private int next(JdbcClient jdbc) {
        List<Row> found = jdbc.sql(rows).param("limit", AT_A_TIME).query(Row.class).list();
        for (Row row : found) {
            jdbc.sql(update)
                    .param("words", SearchWords.of(row.text()).toArray(String[]::new))
                    .param("slot", row.slot())
                    .param("id", row.id())
                    .update();
        }
        return found.size();
    }
}
