package io.rookery.launcher.postgres;

import io.rookery.launcher.process.ChildProcess;
import io.rookery.launcher.process.Directories;
import io.rookery.launcher.process.DurableFile;
import io.rookery.launcher.process.LaunchException;
import io.rookery.launcher.process.Probe;
import io.rookery.launcher.process.ProcessSpec;
import io.rookery.launcher.process.Signal;
import io.rookery.launcher.process.SupervisedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One Postgres server and its data directory. */
final class PostgresNode extends SupervisedProcess implements AutoCloseable {
    /** Covers crash recovery of at most {@code max_wal_size} on a busy laptop. */
    private static final Duration MAX_START = Duration.ofSeconds(60);

    private static final Duration WRITER_LIMIT = Duration.ofMillis(500);
    private static final Duration MAX_STOP = Duration.ofSeconds(10);
    private static final Duration STATEMENT_LIMIT = Duration.ofSeconds(5);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
    private static final int STATUS_LINE = 7;
    private static final Duration POLL = Duration.ofMillis(5);

    private final PostgresPairSettings settings;
    private final PostgresBinaries binaries;
    private final int port;
    private final Path directory;
    private final Runnable onChange;
    private final Probe probe;
    private final PostgresNodeProbe question;
    private final KeptSession writerQuestion;
    private final DiskWatch disk;
    private volatile String role = "stopped";
    private @Nullable PostgresSession session;

    /**
     * A node that is not started yet.
     *
     * @param letter a or b
     * @param onChange called when the process ends or stops answering, or its disk is full
     */
    PostgresNode(
            PostgresPairSettings settings,
            PostgresBinaries binaries,
            char letter,
            Runnable onChange) {
        super(settings.name() + "-" + letter);
        this.settings = settings;
        this.binaries = binaries;
        this.port = settings.basePort() + (letter - 'a');
        this.directory = settings.directory().resolve(name());
        this.onChange = onChange;
        this.question = new PostgresNodeProbe(port, settings.passwords().admin());
        this.writerQuestion = new KeptSession(port, settings.passwords().admin());
        this.probe = new Probe(this, question::answers, onChange);
        this.disk = new DiskWatch(directory, onChange);
    }

    /** Creates new, empty data. Existing data are deleted. */
    void initialise() throws IOException {
        Files.createDirectories(directory);
        Path fresh = directory.resolve("data.new");
        Directories.delete(fresh);
        Path passwordFile = directory.resolve("password");
        Files.writeString(passwordFile, settings.passwords().admin() + "\n");
        Files.setPosixFilePermissions(passwordFile, PosixFilePermissions.fromString("rw-------"));
        try {
            PostgresUser.CURRENT.own(directory);
            List<String> command =
                    List.of(
                            binaries.executable("initdb").toString(),
                            "--pgdata=" + fresh,
                            "--username=" + PostgresSession.ADMIN,
                            "--pwfile=" + passwordFile,
                            "--auth=scram-sha-256",
                            "--set=scram_iterations=" + PostgresConfiguration.SCRAM_ITERATIONS,
                            "--encoding=UTF8",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--locale=C",
                            "--no-sync");
            ChildProcess initdb = ChildProcess.start(spec("initdb", directory, command));
            if (initdb.onExit().join() != 0) {
                throw new LaunchException("initdb failed; see " + directory.resolve("initdb.log"));
            }
        } finally {
            Files.delete(passwordFile);
        }
        if (settings.fsync()) {
            DurableFile.syncTree(fresh);
        }
        Directories.delete(data());
        Files.move(fresh, data());
        DurableFile.sync(directory);
    }

    /**
     * Starts the node as primary and waits until it accepts transactions. If the data are those of
     * a standby, promotes the node.
     *
     * @param synchronousStandbys the names of the standbys that commits wait for; none if empty
     */
    void startPrimary(String synchronousStandbys) throws IOException, SQLException {
        boolean standby = PostgresConfiguration.isStandby(data());
        if (!standby) {
            PostgresConfiguration.makePrimary(data(), synchronousStandbys);
        }
        start();
        if (standby) {
            promote();
        }
    }

    /** Starts the node as standby of another node and waits until it accepts reads. */
    void startStandby(PostgresNode primary) throws IOException, SQLException {
        PostgresConfiguration.makeStandby(
                data(), replicationName(), primary.port, settings.passwords().admin());
        start();
    }

    /** Ends the node's recovery and waits until it accepts transactions. */
    void promote() throws SQLException {
        session().query("select pg_promote(false)");
        long deadline = System.nanoTime() + MAX_START.toNanos();
        while (session().query("select pg_is_in_recovery()").equals("t")) {
            pauseBefore(deadline);
        }
    }

    private void start() throws IOException, SQLException {
        closeSession();
        PostgresConfiguration.write(data(), name(), port, settings.fsync());
        PostgresUser.CURRENT.own(data());
        String postgres = binaries.executable("postgres").toString();
        ChildProcess process =
                launch(
                        spec("postgres", data(), List.of(postgres, "-D", data().toString()))
                                .withDeathSignal(Signal.INT));
        long deadline = System.nanoTime() + MAX_START.toNanos();
        while (!isReady(process.pid())) {
            if (!process.isAlive()) {
                throw new LaunchException(name() + " does not start; see " + log());
            }
            pauseBefore(deadline);
        }
        session();
    }

    /**
     * Whether the server's lock file says that it is ready. Reading the file costs nothing and logs
     * nothing.
     */
    private boolean isReady(long pid) throws IOException {
        try {
            List<String> lines = Files.readAllLines(data().resolve("postmaster.pid"));
            return lines.size() > STATUS_LINE
                    && lines.getFirst().equals(Long.toString(pid))
                    && lines.get(STATUS_LINE).trim().equals("ready");
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    private void pauseBefore(long deadline) {
        if (isSilent() || System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
            throw new LaunchException(name() + " is not ready; see " + log());
        }
        LockSupport.parkNanos(POLL.toNanos());
    }

    /** The supervisor's own session. Reopened when it is broken. */
    synchronized PostgresSession session() throws SQLException {
        PostgresSession present = session;
        if (present == null || present.isClosed()) {
            present = open(CONNECT_LIMIT);
            present.limit(STATEMENT_LIMIT);
            session = present;
        }
        return present;
    }

    /** Whether the server accepts writes now. */
    boolean takesWrites() {
        if (!isAlive()) {
            return false;
        }
        try {
            return writerQuestion
                    .ask(
                            WRITER_LIMIT,
                            "select not pg_is_in_recovery() and not current_setting('default_transaction_read_only')::boolean")
                    .equals("t");
        } catch (SQLException _) {
            return false;
        }
    }

    /** Opens a session for the caller. */
    PostgresSession open(Duration limit) throws SQLException {
        return PostgresSession.open(port, "postgres", settings.passwords().admin(), limit);
    }

    private synchronized void closeSession() {
        PostgresSession present = session;
        session = null;
        if (present != null) {
            present.close();
        }
    }

    private ProcessSpec spec(String process, Path workingDirectory, List<String> command) {
        return ProcessSpec.of(
                        process, workingDirectory, directory.resolve(process + ".log"), command)
                .withPrefix(PostgresUser.CURRENT.prefix());
    }

    /** Stops the node; open transactions are rolled back. */
    void stop() {
        closeSession();
        stop(Signal.INT, MAX_STOP);
    }

    Path data() {
        return directory.resolve("data");
    }

    boolean hasData() {
        return Files.isDirectory(data());
    }

    /** Whether the data are those of a standby that has not been promoted since. */
    boolean hasStandbyData() {
        return hasData() && PostgresConfiguration.isStandby(data());
    }

    /** The node's name as a standby, which is also that of its replication slot. */
    String replicationName() {
        return "node_" + name().charAt(name().length() - 1);
    }

    boolean isSilent() {
        return probe.isSilent();
    }

    boolean isDiskFull() {
        return disk.isFull();
    }

    /** The bytes that the node's disk has left. */
    long freeBytes() {
        return disk.free();
    }

    void role(String newRole) {
        role = newRole;
    }

    @Override
    public Path log() {
        return directory.resolve("postgres.log");
    }

    @Override
    protected void ended() {
        onChange.run();
    }

    @Override
    public String role() {
        return role;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void close() {
        disk.close();
        probe.close();
        question.close();
        writerQuestion.close();
        stop();
    }
}
