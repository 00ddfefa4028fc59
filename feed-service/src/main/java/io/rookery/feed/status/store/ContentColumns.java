package io.rookery.feed.status.store;

import io.rookery.feed.status.Content;
import io.rookery.feed.status.Mention;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** SQL columns of the {@link Content} of a status. */
final class ContentColumns {

    static final List<String> NAMES =
            List.of(
                    "text",
                    "spoiler_text",
                    "sensitive",
                    "language",
                    "mention_ids",
                    "mention_names",
                    "tags");

    private ContentColumns() {}

    static Content read(ResultSet row) throws SQLException {
        return new Content(
                row.getString("text"),
                row.getString("spoiler_text"),
                row.getBoolean("sensitive"),
                row.getString("language"),
                mentions(row),
                strings(row.getArray("tags")));
    }

    static void bind(StatementSpec statement, Content content) {
        List<Mention> mentions = content.mentions();
        statement
                .param("text", content.text())
                .param("spoiler_text", content.spoilerText())
                .param("sensitive", content.sensitive())
                .param("language", content.language(), Types.VARCHAR)
                .param(
                        "mention_ids",
                        mentions.stream().map(Mention::accountId).toArray(Long[]::new))
                .param(
                        "mention_names",
                        mentions.stream().map(Mention::username).toArray(String[]::new))
                .param("tags", content.tags().toArray(String[]::new));
    }

    private static List<Mention> mentions(ResultSet row) throws SQLException {
        Long[] ids = (Long[]) row.getArray("mention_ids").getArray();
        if (ids.length == 0) {
            return List.of();
        }
        String[] names = (String[]) row.getArray("mention_names").getArray();
        List<Mention> mentions = new ArrayList<>(ids.length);
        for (int i = 0; i < ids.length; i++) {
            mentions.add(new Mention(ids[i], names[i]));
        }
        return List.copyOf(mentions);
    }

    private static List<String> strings(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
