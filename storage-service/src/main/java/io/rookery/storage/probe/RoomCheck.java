package io.rookery.storage.probe;

import java.sql.SQLException;
import java.sql.Statement;

/**
 * Finds out whether a node's disk has room left, by a query whose intermediate result is too large
 * for the memory that it may use, and goes to the disk. That is possible on a standby, too, and
 * fails long before the node dies: the log has segments in store.
 */
final class RoomCheck {

    private static final String LITTLE_MEMORY = "set work_mem = '64kB'";

    /** Some 300 KiB. */
    private static final String QUERY = "select count(*) from generate_series(1, 20000)";

    private RoomCheck() {}

    static void on(Statement statement) throws SQLException {
        statement.execute(LITTLE_MEMORY);
        statement.execute(QUERY);
    }
}
