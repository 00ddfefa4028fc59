package io.rookery.storage.monitoring.probe;

import io.rookery.kit.shard.DatabaseLogin;
import io.rookery.shard.transaction.PasswordRotatingDataSource;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Opens connections to single nodes, outside all connection pools.
 *
 * @param database name of the database
 * @param login credentials and encryption
 */
record PostgresConnections(String database, DatabaseLogin login) {

    /**
     * Opens a connection in auto-commit mode. Takes a second or two at the most.
     *
     * @param deadline how long an answer may take, in whole seconds, at least one
     */
    Connection open(String address, Duration deadline) throws SQLException {
        PGSimpleDataSource node = new PGSimpleDataSource();
        int colon = address.lastIndexOf(':');
        node.setServerNames(new String[] {address.substring(0, colon)});
        node.setPortNumbers(new int[] {Integer.parseInt(address.substring(colon + 1))});
        node.setDatabaseName(database);
        String seconds = Long.toString(Math.max(1, deadline.toSeconds()));
        node.setProperty(PGProperty.CONNECT_TIMEOUT, "1");
        node.setProperty(PGProperty.SOCKET_TIMEOUT, seconds);
        node.setProperty(PGProperty.LOGIN_TIMEOUT, "0");
        login.encryption().applyTo(node);
        node.setProperty(PGProperty.GSS_ENC_MODE, "disable");
        node.setProperty(PGProperty.APPLICATION_NAME, "rookery-incidents");
        return new PasswordRotatingDataSource(node, login.username(), login.passwords())
                .getConnection();
    }

    /** Sets the timeout for an answer. The connection is closed when an answer takes longer. */
    void limit(Connection connection, Duration deadline) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(deadline.toMillis()));
    }

    /** Whether the failure is a timeout rather than a refusal. */
    static boolean isSilence(SQLException failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return true;
            }
            if (cause instanceof ConnectException) {
                return false;
            }
        }
        return false;
    }

    /** Closes the connection without notifying the server, which may not respond. */
    static void drop(@Nullable Connection connection) {
        if (connection != null) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException broken) {
                // closed already
            }
        }
    }
}
