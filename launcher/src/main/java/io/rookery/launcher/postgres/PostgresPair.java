package io.rookery.launcher.postgres;

import io.rookery.launcher.process.ManagedProcess;
import java.time.Duration;
import java.util.List;

/** A primary and a synchronous standby under supervision; thread-safe. */
public final class PostgresPair implements AutoCloseable {
    private final PostgresPairSettings settings;

    private PostgresPair(PostgresPairSettings settings) {
        this.settings = settings;
    }

    /**
     * Starts a pair, new or as it was stopped. Returns when the primary accepts transactions and
     * the database and its roles exist; a standby that has to be built is built meanwhile, see
     * {@link #awaitSynchronous}.
     *
     * @throws io.rookery.launcher.process.LaunchException when no primary can be started
     */
    public static PostgresPair start(PostgresPairSettings settings) {
        return new PostgresPair(settings);
    }

    /** {@code host:port} of every node, in an order that never changes. */
    public List<String> hosts() {
        return settings.standby()
                ? List.of(
                        "127.0.0.1:" + settings.basePort(),
                        "127.0.0.1:" + (settings.basePort() + 1))
                : List.of("127.0.0.1:" + settings.basePort());
    }

    /** The port of the node that is primary now. */
    public int primaryPort() {
        return settings.basePort();
    }

    /** The JDBC URL of the database {@code rookery} on whichever node is primary. */
    public String jdbcUrl() {
        return "jdbc:postgresql://%s/rookery?targetServerType=primary"
                .formatted(String.join(",", hosts()));
    }

    /** The nodes, in the order of {@link #hosts()}; roles are primary, standby and rebuilding. */
    public List<ManagedProcess> nodes() {
        return List.of();
    }

    /** Whether every commit is on both nodes before it is acknowledged. */
    public boolean isSynchronous() {
        return false;
    }

    /**
     * Waits until the pair survives the loss of its primary.
     *
     * @throws io.rookery.launcher.process.LaunchException when that takes longer
     */
    public void awaitSynchronous(Duration atMost) {}

    /** From now on nothing is promoted, restarted or rebuilt: for tests that keep a node down. */
    public void holdRepairs() {}

    /** Ends {@link #holdRepairs()}. */
    public void resumeRepairs() {}

    /** Stops both nodes in order; data and roles are kept for the next start. */
    @Override
    public void close() {}
}
