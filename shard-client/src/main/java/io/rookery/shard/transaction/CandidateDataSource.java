package io.rookery.shard.transaction;

import io.rookery.shard.transaction.Node.Role;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.util.PSQLState;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connects to a host, unless its watch knows that it does not have the wanted role. While a shard
 * has no primary or no standby, every connection pool of every instance tries its hosts again and
 * again. If each try were a login, they would take the processors that the recovery needs.
 */
final class CandidateDataSource extends DelegatingDataSource {

    private final NodeWatch watch;
    private final TargetRole wanted;

    CandidateDataSource(DataSource host, NodeWatch watch, TargetRole wanted) {
        super(host);
        this.watch = watch;
        this.wanted = wanted;
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            if (!isCandidate()) {
                throw new SQLException(
                        "This server is not known to be a " + wanted,
                        PSQLState.CONNECTION_REJECTED.getState());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException(
                    "Interrupted while connecting",
                    PSQLState.CONNECTION_UNABLE_TO_CONNECT.getState(),
                    e);
        }
        return super.getConnection();
    }

    /**
     * A primary is urgent: a host is tried unless it is a standby at this moment, or its watch
     * finds that it refuses sessions. Hardly anybody waits for a standby: a host is tried once its
     * watch, which connects again and again, has found that it is one.
     */
    private boolean isCandidate() throws InterruptedException {
        return switch (wanted) {
            case PRIMARY -> !watch.isRefused() && !watch.isStandbyNow();
            case STANDBY -> watch.latest().role() == Role.STANDBY;
            case ANY -> true;
        };
    }
}
