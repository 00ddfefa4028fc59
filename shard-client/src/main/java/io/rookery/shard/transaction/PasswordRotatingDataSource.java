package io.rookery.shard.transaction;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.util.PSQLState;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Connects as one role, whose password is one of several during a password rotation. The password
 * that was accepted last is tried first. Thread-safe.
 */
public final class PasswordRotatingDataSource extends AbstractDataSource {

    private static final String INVALID_PASSWORD = PSQLState.INVALID_PASSWORD.getState();

    private final DataSource server;
    private final String username;
    private final List<String> passwords;
    private volatile int taken;

    /**
     * @param passwords at least one
     */
    public PasswordRotatingDataSource(DataSource server, String username, List<String> passwords) {
        this.server = server;
        this.username = username;
        this.passwords = passwords.stream().distinct().toList();
    }

    @Override
    public Connection getConnection() throws SQLException {
        int first = taken;
        SQLException refused = null;
        for (int next = 0; next < passwords.size(); next++) {
            int number = (first + next) % passwords.size();
            try {
                Connection connection = getConnection(username, passwords.get(number));
                taken = number;
                return connection;
            } catch (SQLException failure) {
                if (!INVALID_PASSWORD.equals(failure.getSQLState())) {
                    throw failure;
                }
                refused = failure;
            }
        }
        throw refused == null ? new SQLException("The role has no password", "28000") : refused;
    }

    @Override
    public Connection getConnection(String otherUsername, String password) throws SQLException {
        return server.getConnection(otherUsername, password);
    }
}
