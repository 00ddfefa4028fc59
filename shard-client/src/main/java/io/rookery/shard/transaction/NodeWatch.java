package io.rookery.shard.transaction;

import io.rookery.shard.transaction.Node.Role;
import io.rookery.worker.WakeUp;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Probes the role of one host about once a second. Connections to a primary fail when it dies, but
 * not when another server is promoted while it lives on. The probe detects that too. This also
 * protects reads, which a replaced primary continues to answer. Two primaries are distinguished
 * within about a second.
 */
final class NodeWatch implements AutoCloseable {

    /**
     * A server that is probed during its promotion may answer either way; the next probe corrects
     * it.
     */
    private static final String ASK =
            """
            select case when pg_is_in_recovery() then null else %s end,
                (extract(epoch from clock_timestamp()) * 1000)::bigint
            """
                    .formatted(PostgresTimelines.OF_PRIMARY);

    private static final Logger log = LoggerFactory.getLogger(NodeWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** A server that refuses sessions will soon accept them, or end. */
    private static final Duration REFUSED_INTERVAL = Duration.ofMillis(500);

    private static final String CANNOT_CONNECT_NOW = "57P03";

    /** A host that takes longer to answer is treated as one that does not answer. */
    private static final Duration PROMPT = Duration.ofMillis(250);

    private final String host;
    private final DataSource server;
    private final Consumer<Node> listener;
    private final ServerTime time;
    private final Thread thread;
    private final WakeUp wake = new WakeUp();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition looked = lock.newCondition();
    private long looks;
    private volatile Node latest;
    private volatile boolean isClosed;
    private volatile boolean isRefused;
    private volatile @Nullable Connection connection;
    private @Nullable Class<?> complainedOf;

    /**
     * @param server tries once to connect to the host, whatever its role
     * @param listener receives the role of the host after each probe
     * @param time receives the time of the host's clock
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

    /** The result of the last probe. */
    Node latest() {
        return latest;
    }

    /**
     * Probes the host now, and returns whether it is a standby. Returns false if it does not answer
     * soon, or no connection to it is open: then only an attempt to connect tells what it is. The
     * probe costs the host far less than a new connection, which is a process and a login.
     */
    boolean isStandbyNow() throws InterruptedException {
        if (connection == null) {
            return false;
        }
        lock.lock();
        try {
            long before = looks;
            wake.signal();
            long left = PROMPT.toNanos();
            while (looks == before) {
                if (left <= 0) {
                    return false;
                }
                left = looked.awaitNanos(left);
            }
            return connection != null && latest.role() == Role.STANDBY;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether the server was refusing sessions at the latest probe, because it is starting or
     * stopping. Each session that it refuses costs it a process.
     */
    boolean isRefused() {
        return isRefused;
    }

    private void announce() {
        lock.lock();
        try {
            looks++;
            looked.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void watch() {
        try {
            while (!isClosed) {
                look();
                announce();
                wake.await(jittered(isRefused ? REFUSED_INTERVAL : INTERVAL));
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } finally {
            disconnect();
            time.forget(host);
        }
    }

    /** A failed probe must not end the watch: nothing else distinguishes two primaries. */
    private void look() {
        try {
            latest = ask();
            listener.accept(latest);
            complainedOf = null;
        } catch (RuntimeException e) {
            isRefused = false;
            disconnect();
            if (e.getClass() != complainedOf && !isClosed) {
                complainedOf = e.getClass();
                log.error("A check of {} failed unexpectedly", host, e);
            }
        }
    }

    private Node ask() {
        try {
            Connection open = connection == null ? server.getConnection() : connection;
            connection = open;
            isRefused = false;
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
            isRefused = CANNOT_CONNECT_NOW.equals(silence.getSQLState());
            disconnect();
            return Node.unknown(host);
        }
    }

    private static Duration jittered(Duration interval) {
        long nanos = interval.toNanos();
        return Duration.ofNanos(
                nanos * 3 / 4 + ThreadLocalRandom.current().nextLong(nanos / 2 + 1));
    }

    private void disconnect() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException broken) {
                // it is dropped in any case
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
