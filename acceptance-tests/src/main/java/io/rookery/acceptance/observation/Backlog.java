package io.rookery.acceptance.observation;

import io.rookery.acceptance.fault.Faults;
import io.rookery.launcher.process.ManagedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Counts the events in the outboxes of a shard, on the node that is primary at the moment. */
final class Backlog implements AutoCloseable {

    private static final String ROLE = "rookery_admin";
    private static final String SECRET = "secrets/launcher/" + ROLE;
    private static final String COUNT =
            "select (select count(*) from users.outbox) + (select count(*) from feed.outbox)";
    private static final int NOBODY = -1;

    private final Faults.Platform platform;
    private final String shard;
    private @Nullable Connection connection;
    private int port = NOBODY;
    private volatile long peak;

    Backlog(Faults.Platform platform, String shard) {
        this.platform = platform;
        this.shard = shard;
    }

    /** Counts once, if the shard has a primary. */
    synchronized void look() {
        Optional<ManagedProcess> primary = platform.cluster().primaryOf(shard);
        if (primary.isEmpty()) {
            return;
        }
        try (Statement statement = connectionTo(primary.get().port()).createStatement();
                ResultSet rows = statement.executeQuery(COUNT)) {
            rows.next();
            peak = Math.max(peak, rows.getLong(1));
        } catch (SQLException | IOException _) {
            close();
        }
    }

    /** The greatest number counted so far. */
    long peak() {
        return peak;
    }

    private Connection connectionTo(int node) throws SQLException, IOException {
        Connection present = connection;
        if (present != null && node == port) {
            return present;
        }
        close();
        Path secret = platform.cluster().directory().resolve(SECRET);
        Properties properties = new Properties();
        properties.setProperty("user", ROLE);
        properties.setProperty("password", Files.readString(secret));
        properties.setProperty("sslmode", "disable");
        properties.setProperty("gssEncMode", "disable");
        properties.setProperty("connectTimeout", "1");
        properties.setProperty("socketTimeout", "1");
        properties.setProperty("ApplicationName", "rookery-observer");
        Connection made =
                DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:%d/rookery".formatted(node), properties);
        connection = made;
        port = node;
        return made;
    }

    @Override
    public synchronized void close() {
        Connection present = connection;
        connection = null;
        port = NOBODY;
        if (present != null) {
            try {
                present.close();
            } catch (SQLException _) {
                // The server ends the session when the connection is closed.
            }
        }
    }
}
