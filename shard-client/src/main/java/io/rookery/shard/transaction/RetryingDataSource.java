package io.rookery.shard.transaction;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Tries to connect again and again while the server is away. Without it HikariCP waits longer and
 * longer between its own tries, up to 5 s, and finds a promoted standby seconds too late.
 */
final class RetryingDataSource extends AbstractDataSource {

    private final DataSource target;
    private final Duration interval;
    private final Duration patience;

    /**
     * @param interval time between two tries
     * @param patience time after which a last failure is passed on
     */
    RetryingDataSource(DataSource target, Duration interval, Duration patience) {
        this.target = target;
        this.interval = interval;
        this.patience = patience;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Deadline deadline = Deadline.in(patience);
        while (true) {
            try {
                return target.getConnection();
            } catch (SQLException failure) {
                if (FailureKind.of(failure) == FailureKind.WORK || deadline.hasPassed()) {
                    throw failure;
                }
                pause(failure);
            }
        }
    }

    private void pause(SQLException failure) throws SQLException {
        try {
            Thread.sleep(interval);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return target.getConnection(username, password);
    }

    /** Kept as it is: HikariCP would set it below the time that a hung first host takes. */
    @Override
    public void setLoginTimeout(int seconds) {}

    /** What HikariCP takes this for: how long closing waits for a connection in the making. */
    @Override
    public int getLoginTimeout() {
        return 1;
    }
}
