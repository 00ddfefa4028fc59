package io.rookery.feed.status.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.StatusRows;
import io.rookery.feed.status.Visibility;
import java.lang.reflect.Proxy;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

class StatusColumnsTest {

    /** The values of the columns, by name. */
    private final Map<String, @Nullable Object> values = new HashMap<>();

    private final Set<String> read = new HashSet<>();

    static List<StatusRow> rows() {
        return List.of(
                StatusRows.whole(),
                StatusRows.row(1, 2, Visibility.PUBLIC),
                StatusRows.replyTo(3, 4, null),
                StatusRow.boost(7, 8, "client", Visibility.UNLISTED, StatusRows.whole()));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void areReadAsTheyWereWritten(StatusRow row) throws SQLException {
        StatusColumns.bind(statement(), row);

        assertThat(StatusColumns.MAPPER.mapRow(resultSet(), 1)).isEqualTo(row);
    }

    @Test
    void areAllWrittenAndAllRead() throws SQLException {
        StatusColumns.bind(statement(), StatusRows.whole());
        StatusColumns.MAPPER.mapRow(resultSet(), 1);

        Set<String> written = new HashSet<>(StatusColumns.NAMES);
        written.add("slot");
        assertThat(values.keySet()).isEqualTo(written);
        assertThat(read).isEqualTo(Set.copyOf(StatusColumns.NAMES));
    }

    @Test
    void areSelectedOfTheTable() {
        assertThat(StatusColumns.ALL.split(", "))
                .hasSameSizeAs(StatusColumns.NAMES)
                .allMatch(column -> StatusColumns.NAMES.contains(column.substring(2)))
                .allMatch(column -> column.startsWith("s."));
    }

    /** Keeps the parameters. */
    private StatementSpec statement() {
        return proxy(
                StatementSpec.class,
                (self, _, arguments) -> {
                    values.put((String) arguments[0], arguments[1]);
                    return self;
                });
    }

    /** Returns the kept parameters. */
    private ResultSet resultSet() {
        Object[] last = new Object[1];
        return proxy(
                ResultSet.class,
                (_, method, arguments) -> {
                    if (method.equals("wasNull")) {
                        return last[0] == null;
                    }
                    String name = (String) arguments[0];
                    read.add(name);
                    last[0] = values.get(name);
                    return method.equals("getLong") && last[0] == null
                            ? 0L
                            : method.equals("getArray") ? array(last[0]) : last[0];
                });
    }

    private static Array array(@Nullable Object elements) {
        return proxy(Array.class, (_, _, _) -> elements);
    }

    private interface Answer {
        @Nullable Object to(Object self, String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) -> answer.to(self, method.getName(), arguments)));
    }
}
