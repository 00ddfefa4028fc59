package io.rookery.shard.transaction;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Connections to one host, which can all be ended at once. Thread-safe. */
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

    /** Ends those that there are; whoever waits for an answer on one learns of it at once. */
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
                // it has ended already
            }
        }
    }
}
