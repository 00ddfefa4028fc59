package io.rookery.storage.monitoring.probe;

import java.sql.SQLException;
import java.sql.Statement;

/**
 * Checks whether a node's disk has space left. Runs a query whose intermediate result exceeds the
 * memory limit, so that Postgres writes it to disk. This works on a standby, too, and fails long
 * before the node dies, because the write-ahead log has segments in reserve.
 */
final class DiskSpaceCheck {

    private static final String LITTLE_MEMORY = "set work_mem = '64kB'";

    /** Has an intermediate result of some 300 KiB. */
    private static final String QUERY = "select count(*) from generate_series(1, 20000)";

    private DiskSpaceCheck() {}

    static void on(Statement statement) throws SQLException {
        statement.execute(LITTLE_MEMORY);
        statement.execute(QUERY);
    }
}
