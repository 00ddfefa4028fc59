package io.rookery.feed.status.store;

import static java.util.stream.Collectors.joining;

import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.Visibility;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * SQL columns of a status. The only place where a {@link StatusRow} is read from columns and
 * written to them. Each part of a status with columns of its own has a class for them.
 */
public final class StatusColumns {

    private static final List<String> OWN =
            List.of("id", "account_id", "visibility", "boost_of_id", "client_id", "version");

    /** The names of the columns, without the slot, which follows from the id. */
    static final List<String> NAMES =
            Stream.of(OWN, ContentColumns.NAMES, ReplyTargetColumns.NAMES, CountColumns.NAMES)
                    .flatMap(List::stream)
                    .toList();

    /** The columns, for a query in which {@code s} is the status table or its alias. */
    public static final String ALL = NAMES.stream().map(name -> "s." + name).collect(joining(", "));

    /** Maps a row that has the columns {@link #ALL}. */
    public static final RowMapper<StatusRow> MAPPER = (row, _) -> read(row);

    private StatusColumns() {}

    private static StatusRow read(ResultSet row) throws SQLException {
        return new StatusRow(
                row.getLong("id"),
                row.getLong("account_id"),
                Visibility.of(row.getString("visibility")).orElseThrow(),
                ContentColumns.read(row),
                ReplyTargetColumns.read(row),
                boostOfId(row),
                row.getString("client_id"),
                CountColumns.read(row),
                row.getLong("version"));
    }

    private static @Nullable Long boostOfId(ResultSet row) throws SQLException {
        long id = row.getLong("boost_of_id");
        return row.wasNull() ? null : id;
    }

    /** Sets the parameter {@code slot}, and one for each column, which has the column's name. */
    static void bind(StatementSpec statement, StatusRow row) {
        statement
                .param("slot", row.slot())
                .param("id", row.id())
                .param("account_id", row.accountId())
                .param("visibility", row.visibility().word())
                .param("boost_of_id", row.boostOfId(), Types.BIGINT)
                .param("client_id", row.clientId(), Types.VARCHAR)
                .param("version", row.version());
        ContentColumns.bind(statement, row.content());
        ReplyTargetColumns.bind(statement, row.replyTo());
        CountColumns.bind(statement, row.counts());
    }
}
