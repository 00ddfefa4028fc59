package io.rookery.shard.transaction;

import io.rookery.shard.transaction.Node.Role;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one host about once a second what it is. The connections to a primary tell when it has gone,
 * but not that another one has been promoted while it lives on; this does, for reads too, which a
 * replaced primary goes on answering. So two primaries are told apart within about a second.
 */
final class NodeWatch implements AutoCloseable {

    /** Whoever is asked during its promotion says the one or the other, and then once more. */
    private static final String ASK =
            """
            select case when pg_is_in_recovery() then null else %s end,
                (extract(epoch from clock_timestamp()) * 1000)::bigint
            """
                    .formatted(Timelines.OF_PRIMARY);

    private static final Logger log = LoggerFactory.getLogger(NodeWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final String host;
    private final DataSource server;
    private final Consumer<Node> listener;
    private final ServerTime time;
    private final Thread thread;
    private volatile Node latest;
    private volatile boolean isClosed;
    private @Nullable Connection connection;
    private @Nullable Class<?> complainedOf;

    /**
     * @param server tries once for a connection to the host, whatever it is
     * @param listener told what the host is, each time it has been asked
     * @param time told what time it is there
     */
    NodeWatch(String host, DataSource server, Consumer<Node> listener, ServerTime time) {
        this.host = host;
        this.server = server;
        this.listener = listener;
        this.time = time;
        this.latest = Node.unknown(host);
        this.thread = Thread.ofVirtual().name("watches-" + host).unstarted(this::watch);
    }

    void start() {
        thread.start();
    }

    /** What it was when it was asked last. */
    Node latest() {
        return latest;
    }

    private void watch() {
        try {
            while (!isClosed) {
                look();
                Thread.sleep(jittered());
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } finally {
            disconnect();
            time.forget(host);
        }
    }

    /**
     * Whatever goes wrong with one look, there is another: nobody else tells two primaries apart.
     */
    private void look() {
        try {
            latest = ask();
            listener.accept(latest);
            complainedOf = null;
        } catch (RuntimeException e) {
            disconnect();
            if (e.getClass() != complainedOf && !isClosed) {
                complainedOf = e.getClass();
                log.error("A look at {} failed for a reason that was not foreseen", host, e);
            }
        }
    }

    private Node ask() {
        try {
            Connection open = connection == null ? server.getConnection() : connection;
            connection = open;
            try (Statement statement = open.createStatement();
                    ResultSet row = statement.executeQuery(ASK)) {
                row.next();
                time.heard(host, row.getLong(2));
                int timeline = row.getInt(1);
                return row.wasNull()
                        ? new Node(host, Role.STANDBY, null)
                        : new Node(host, Role.PRIMARY, timeline);
            }
        } catch (SQLException silence) {
            disconnect();
            return Node.unknown(host);
        }
    }

    private static Duration jittered() {
        long nanos = INTERVAL.toNanos();
        return Duration.ofNanos(
                nanos * 3 / 4 + ThreadLocalRandom.current().nextLong(nanos / 2 + 1));
    }

    private void disconnect() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException broken) {
                // it is given up in any case
            }
            connection = null;
        }
    }

    @Override
    public void close() {
        isClosed = true;
        thread.interrupt();
    }
}
