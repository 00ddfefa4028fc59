package io.rookery.feed.status.store;

import static java.util.stream.Collectors.joining;

import io.rookery.api.text.SearchWords;
import io.rookery.feed.status.Content;
import io.rookery.feed.status.StatusRow;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Inserts a new status and increments its author's number of statuses, if a claim succeeds, all in
 * one SQL statement. The claim is an insert or upsert. It returns a row when this request is the
 * one to publish, and none when another request has published. It locks the row over which
 * concurrent requests compete.
 */
public final class StatusInsert {

    private static final String COLUMNS = String.join(", ", StatusColumns.NAMES);

    private static final String VALUES =
            StatusColumns.NAMES.stream().map(name -> ':' + name).collect(joining(", "));

    private static final String AFTER_CLAIM =
            """
            published as (
                insert into status (slot, %s, words)
                select :slot, %s, array_to_tsvector(:words::text[])
                from claimed
                returning id),
            counted as (
                insert into author (slot, account_id, statuses_count, last_status_id, version)
                select :slot, :account_id, 1, id, 1 from published
                on conflict (slot, account_id) do update set
                    statuses_count = author.statuses_count + 1,
                    last_status_id = greatest(author.last_status_id, excluded.last_status_id),
                    version = author.version + 1)
            select id from published
            """
                    .formatted(COLUMNS, VALUES);

    private final String sql;

    /**
     * @param claim SQL of the claim; it may use the parameter slot, those of the new status, which
     *     have the names of the columns, such as id and account_id, and parameters of its own
     */
    public StatusInsert(String claim) {
        this.sql = "with claimed as (" + claim + "), " + AFTER_CLAIM;
    }

    /**
     * Runs the statement.
     *
     * @return whether the claim succeeded and the status is stored
     * @throws org.springframework.dao.DuplicateKeyException when another status has the id
     */
    public boolean run(JdbcClient jdbc, StatusRow row, Map<String, ?> claimParameters) {
        StatementSpec statement = jdbc.sql(sql).params(claimParameters);
        StatusColumns.bind(statement, row);
        return statement
                .param("words", words(row.content()))
                .query(Long.class)
                .optional()
                .isPresent();
    }

    /** Search words of the status. A boost has none, since its text is in the boosted status. */
    private static String[] words(Content content) {
        return SearchWords.of(content.spoilerText() + ' ' + content.text()).toArray(String[]::new);
    }
}
