package io.rookery.shard.transaction;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connects to a host that may be the primary, unless its watch finds that it is a standby. While a
 * shard has no primary, every connection pool of every instance tries its hosts again and again. If
 * each try were a login, they would take the processors that the promotion needs.
 */
final class CandidateDataSource extends DelegatingDataSource {

    private static final String NOT_PRIMARY = "08004";

    private final NodeWatch watch;

    CandidateDataSource(DataSource host, NodeWatch watch) {
        super(host);
        this.watch = watch;
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            if (watch.isStandbyNow()) {
                throw new SQLException("This server is a standby", NOT_PRIMARY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("Interrupted while connecting", "08001", e);
        }
        return super.getConnection();
    }
}
