package io.rookery.launcher.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;

/**
 * A superuser's session on one node. Its commits never wait for the standby, so that it can repair
 * replication.
 */
final class PostgresSession implements AutoCloseable {
    static final String ADMIN = "rookery_admin";

    private final Connection connection;

    private PostgresSession(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens a session.
     *
     * @param limit timeout of each step of the connect, and later of each statement
     */
    static PostgresSession open(int port, String database, String password, Duration limit)
            throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", ADMIN);
        properties.setProperty("password", password);
        properties.setProperty("sslmode", "disable");
        properties.setProperty("gssEncMode", "disable");
        properties.setProperty("connectTimeout", seconds(limit));
        properties.setProperty("socketTimeout", seconds(limit));
        properties.setProperty("ApplicationName", "rookery-launcher");
        properties.setProperty("options", "-c synchronous_commit=local");
        Connection connection =
                DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database), properties);
        var session = new PostgresSession(connection);
        session.limit(limit);
        return session;
    }

    /** Sets the timeout of a statement. The session breaks when it expires. */
    void limit(Duration limit) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(limit.toMillis()));
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * The first column of the first row as text. Empty when there is no row, or the value is null.
     */
    String query(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                String value = rows.next() ? rows.getString(1) : null;
                return value == null ? "" : value;
            }
        }
    }

    Connection connection() {
        return connection;
    }

    /** Whether the session is broken or was closed. */
    boolean isClosed() {
        try {
            return connection.isClosed();
        } catch (SQLException _) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException _) {
            // The server ends the session when the connection is gone.
        }
    }

    private static String seconds(Duration limit) {
        return Long.toString(Math.max(1, limit.plusMillis(999).toSeconds()));
    }
}
