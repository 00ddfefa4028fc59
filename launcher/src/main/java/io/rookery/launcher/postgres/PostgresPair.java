package io.rookery.launcher.postgres;

import io.rookery.launcher.process.LaunchException;
import io.rookery.launcher.process.ManagedProcess;
import io.rookery.launcher.process.Repairable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A Postgres primary and a synchronous standby under supervision. Thread-safe. */
public final class PostgresPair implements Repairable, AutoCloseable {
    private static final Duration MAX_START = Duration.ofSeconds(90);

    private final PostgresPairSettings settings;
    private final PairSupervisor supervisor;

    private PostgresPair(PostgresPairSettings settings, PairSupervisor supervisor) {
        this.settings = settings;
        this.supervisor = supervisor;
    }

    /**
     * Starts a pair: a new one, or an existing one in the state in which it was stopped. Returns
     * when the primary accepts transactions and the database and its roles exist. A standby that
     * has to be built is built in the background, see {@link #awaitSynchronous}.
     *
     * @throws LaunchException when no primary can be started
     */
    public static PostgresPair start(PostgresPairSettings settings) {
        PostgresBinaries binaries = PostgresBinaries.unpack(settings.cache());
        var pair =
                new PostgresPair(
                        settings,
                        new PairSupervisor(settings, binaries, recordOf(settings, binaries)));
        try {
            pair.begin();
            return pair;
        } catch (SQLException e) {
            pair.close();
            throw new LaunchException(settings.name() + " cannot be provisioned", e);
        } catch (LaunchException e) {
            pair.close();
            throw e;
        }
    }

    /** The record of an earlier launcher. For a new pair, creates the data of its first primary. */
    private static PairRecord recordOf(PostgresPairSettings settings, PostgresBinaries binaries) {
        Path file = PairSupervisor.recordFile(settings);
        try {
            Optional<PairRecord> existing = PairRecord.read(file);
            if (existing.isPresent()) {
                return existing.get();
            }
            Files.createDirectories(settings.directory());
            try (var a = new PostgresNode(settings, binaries, 'a', () -> {})) {
                a.initialise();
            }
            PairRecord first = PairRecord.first();
            first.write(file);
            return first;
        } catch (IOException e) {
            throw new LaunchException(settings.name() + " has no usable directory", e);
        }
    }

    private void begin() throws SQLException {
        supervisor.start();
        supervisor.awaitPrimary(MAX_START);
        Provisioning.apply(supervisor.primary(), settings.passwords());
        supervisor.await("writable", () -> !supervisor.isStandbyAwaited(), MAX_START);
    }

    /** {@code host:port} of every node, in an order that never changes. */
    public List<String> hosts() {
        return nodes().stream().map(node -> "127.0.0.1:" + node.port()).toList();
    }

    /** The port of the node that is primary now, or is about to be. */
    public int primaryPort() {
        return supervisor.primary().port();
    }

    /** The JDBC URL of the database {@code rookery} on the node that is primary at the time. */
    public String jdbcUrl() {
        return "jdbc:postgresql://%s/rookery?targetServerType=primary"
                .formatted(String.join(",", hosts()));
    }

    /**
     * The nodes, in the order of {@link #hosts()}. Their roles are primary and standby, and
     * temporarily dead, rebuilding and catching up.
     */
    public List<ManagedProcess> nodes() {
        return Stream.<ManagedProcess>concat(
                        Stream.of(supervisor.a()), Stream.ofNullable(supervisor.b()))
                .toList();
    }

    /** The names of the nodes that accept writes now. Each node is asked. */
    public List<String> writers() {
        return Stream.of(supervisor.a(), supervisor.b())
                .filter(Objects::nonNull)
                .filter(PostgresNode::takesWrites)
                .map(PostgresNode::name)
                .toList();
    }

    /**
     * Switches over: makes the standby primary and returns when it is. Does nothing while the
     * standby does not have every commit.
     *
     * @param from name of the node that has to be primary at present; otherwise nothing is done
     * @return whether the switchover was done
     * @throws LaunchException when it takes longer than the given time
     */
    public boolean handOver(String from, Duration atMost) {
        return Stream.of(supervisor.a(), supervisor.b())
                .filter(Objects::nonNull)
                .filter(node -> node.name().equals(from))
                .anyMatch(node -> supervisor.handOver(node, atMost));
    }

    /**
     * Causes a split brain: promotes the standby while the primary continues, as if the agent that
     * must fence the primary hung. {@link #resumeRepairs()} ends it.
     *
     * @throws LaunchException unless repairs are on hold and the standby has every commit
     */
    public void promoteBesidePrimary() {
        supervisor.promoteBesidePrimary();
    }

    /** Whether every commit is on both nodes before it is acknowledged. */
    public boolean isSynchronous() {
        return supervisor.isSynchronous();
    }

    /**
     * Waits until the pair can survive the loss of its primary.
     *
     * @throws LaunchException when that takes longer than the given time
     */
    public void awaitSynchronous(Duration atMost) {
        supervisor.await("synchronous", supervisor::isSynchronous, atMost);
    }

    @Override
    public void holdRepairs() {
        supervisor.hold(true);
    }

    @Override
    public void resumeRepairs() {
        supervisor.hold(false);
    }

    /** Stops both nodes in order. Data and roles are kept for the next start. */
    @Override
    public void close() {
        supervisor.close();
    }
}
