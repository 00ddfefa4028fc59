package io.rookery.feed.status;

import io.rookery.api.text.SearchWords;
import java.sql.Types;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Inserts a new status and increments its author's number of statuses, if a claim succeeds, all in
 * one SQL statement. The claim is an insert or upsert. It returns a row when this request is the
 * one to publish, and none when another request has published. It locks the row over which
 * concurrent requests compete.
 */
public final class StatusInsert {

    private static final String AFTER_CLAIM =
            """
            published as (
                insert into status (slot, id, account_id, text, spoiler_text, sensitive, language,
                    visibility, in_reply_to_id, in_reply_to_account_id, in_reply_to_visibility,
                    boost_of_id, mention_ids, mention_names, tags, client_id, words)
                select :slot, :id, :account, :text, :spoilerText, :sensitive, :language,
                    :visibility, :inReplyTo, :inReplyToAccount, :inReplyToVisibility, :boostOf,
                    :mentionIds, :mentionNames, :tags, :client, array_to_tsvector(:words::text[])
                from claimed
                returning id),
            counted as (
                insert into author (slot, account_id, statuses_count, last_status_id, version)
                select :slot, :account, 1, id, 1 from published
                on conflict (slot, account_id) do update set
                    statuses_count = author.statuses_count + 1,
                    last_status_id = greatest(author.last_status_id, excluded.last_status_id),
                    version = author.version + 1)
            select id from published
            """;

    private final String sql;

    /**
     * @param claim SQL of the claim; it may use the parameters slot, account and id (of the new
     *     status), and parameters of its own
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
        return jdbc.sql(sql)
                .params(claimParameters)
                .param("slot", row.slot())
                .param("id", row.id())
                .param("account", row.accountId())
                .param("text", row.text())
                .param("spoilerText", row.spoilerText())
                .param("sensitive", row.sensitive())
                .param("language", row.language(), Types.VARCHAR)
                .param("visibility", row.visibility().word())
                .param("inReplyTo", row.inReplyToId(), Types.BIGINT)
                .param("inReplyToAccount", row.inReplyToAccountId(), Types.BIGINT)
                .param("inReplyToVisibility", word(row.inReplyToVisibility()), Types.VARCHAR)
                .param("boostOf", row.boostOfId(), Types.BIGINT)
                .param(
                        "mentionIds",
                        row.mentions().stream().map(Mention::accountId).toArray(Long[]::new))
                .param(
                        "mentionNames",
                        row.mentions().stream().map(Mention::username).toArray(String[]::new))
                .param("tags", row.tags().toArray(String[]::new))
                .param("client", row.clientId(), Types.VARCHAR)
                .param("words", words(row))
                .query(Long.class)
                .optional()
                .isPresent();
    }

    /** Search words of the status. A boost has none, since its text is in the boosted status. */
    private static String[] words(StatusRow row) {
        return SearchWords.of(row.spoilerText() + ' ' + row.text()).toArray(String[]::new);
    }

    private static @Nullable String word(@Nullable Visibility visibility) {
        return visibility == null ? null : visibility.word();
    }
}
