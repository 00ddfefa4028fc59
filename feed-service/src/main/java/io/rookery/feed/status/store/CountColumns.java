package io.rookery.feed.status.store;

import io.rookery.feed.status.Counts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** SQL columns of the {@link Counts} of a status. */
final class CountColumns {

    static final List<String> NAMES = List.of("replies_count", "boosts_count", "favourites_count");

    private CountColumns() {}

    static Counts read(ResultSet row) throws SQLException {
        return new Counts(
                row.getInt("replies_count"),
                row.getInt("boosts_count"),
                row.getInt("favourites_count"));
    }

    static void bind(StatementSpec statement, Counts counts) {
        statement
                .param("replies_count", counts.replies())
                .param("boosts_count", counts.boosts())
                .param("favourites_count", counts.favourites());
    }
}
