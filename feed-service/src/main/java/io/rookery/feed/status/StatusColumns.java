package io.rookery.feed.status;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/** SQL columns of a status, and the mapper from them to a {@link StatusRow}. */
public final class StatusColumns {

    /** The columns, for a query in which {@code s} is the status table or its alias. */
    public static final String ALL =
            "s.id, s.account_id, s.text, s.spoiler_text, s.sensitive, s.language, s.visibility, "
                    + "s.in_reply_to_id, s.in_reply_to_account_id, s.in_reply_to_visibility, "
                    + "s.boost_of_id, s.mention_ids, "
                    + "s.mention_names, s.tags, s.client_id, s.replies_count, s.boosts_count, "
                    + "s.favourites_count, s.version";

    /** Maps a row whose first columns are {@link #ALL}. */
    public static final RowMapper<StatusRow> MAPPER = (row, number) -> read(row);

    private StatusColumns() {}

    private static StatusRow read(ResultSet row) throws SQLException {
        return new StatusRow(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getBoolean(5),
                row.getString(6),
                Visibility.of(row.getString(7)).orElseThrow(),
                nullableLong(row, 8),
                nullableLong(row, 9),
                visibility(row.getString(10)),
                nullableLong(row, 11),
                mentions(row),
                strings(row.getArray(14)),
                row.getString(15),
                row.getInt(16),
                row.getInt(17),
                row.getInt(18),
                row.getLong(19));
    }

    private static @Nullable Visibility visibility(@Nullable String word) {
        return word == null ? null : Visibility.of(word).orElse(null);
    }

    private static @Nullable Long nullableLong(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    private static List<Mention> mentions(ResultSet row) throws SQLException {
        Long[] ids = (Long[]) row.getArray(12).getArray();
        if (ids.length == 0) {
            return List.of();
        }
        String[] names = (String[]) row.getArray(13).getArray();
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
