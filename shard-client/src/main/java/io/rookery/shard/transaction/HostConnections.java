package io.rookery.shard.transaction;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Tracks the connections to one host, so that all of them can be aborted together. Thread-safe. */
final class HostConnections extends DelegatingDataSource {

    private final Set<Connection> made =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    HostConnections(DataSource host) {
        super(host);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        made.add(connection);
        return connection;
    }

    /** Aborts all present connections. Threads that wait for a response on one fail immediately. */
    void abort() {
        List<Connection> all;
        synchronized (made) {
            all = List.copyOf(made);
            made.clear();
        }
        for (Connection connection : all) {
            try {
                connection.abort(task -> Thread.ofVirtual().name("ends-connection").start(task));
            } catch (SQLException broken) {
                // it is closed already
            }
        }
    }
}
