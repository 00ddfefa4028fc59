package io.rookery.launcher.postgres;

import io.rookery.launcher.process.LaunchException;
import io.rookery.launcher.process.RestartBudget;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Supervises a pair: observes it, lets {@link PairPlanner} decide, and executes one action at a
 * time.
 */
final class PairSupervisor implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PairSupervisor.class);
    private static final Duration ROUND = Duration.ofMillis(250);

    /** The number of failures in a row after which a start is given up. */
    private static final int MAX_FAILURES = 4;

    private static final Duration MAX_CLOSE = Duration.ofSeconds(75);

    private final PostgresPairSettings settings;
    private final Path recordFile;
    private final PostgresNode a;
    private final @Nullable PostgresNode b;
    private final @Nullable StandbyPreparation preparation;
    private final @Nullable ConfirmationWatch confirmationWatch;
    private final RestartBudget primaryStarts = RestartBudget.standard();
    private final RestartBudget standbyStarts = RestartBudget.standard();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition change = lock.newCondition();
    private final Thread thread;
    private boolean changed;
    private volatile boolean closed;
    private volatile boolean held;
    private volatile boolean primaryReady;
    private volatile boolean synchronousCommit;
    private volatile boolean handsOver;
    private volatile @Nullable Exception lastFailure;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile PairRecord pairRecord;

    PairSupervisor(PostgresPairSettings settings, PostgresBinaries binaries, PairRecord first) {
        this.settings = settings;
        this.recordFile = recordFile(settings);
        this.pairRecord = first;
        this.a = new PostgresNode(settings, binaries, 'a', this::signal);
        if (settings.standby()) {
            this.b = new PostgresNode(settings, binaries, 'b', this::signal);
            var confirmations = new Confirmations(System::nanoTime);
            var preparing = new StandbyPreparation(settings.fsync(), confirmations, this::signal);
            this.preparation = preparing;
            this.confirmationWatch =
                    new ConfirmationWatch(
                            confirmations,
                            preparing::isFollowing,
                            this::primary,
                            this::requiredStandby,
                            this::signal);
        } else {
            this.b = null;
            this.preparation = null;
            this.confirmationWatch = null;
        }
        this.thread = Thread.ofVirtual().name("pair-" + settings.name()).unstarted(this::run);
    }

    static Path recordFile(PostgresPairSettings settings) {
        return settings.directory().resolve("pair");
    }

    /**
     * Starts from the state in the record. A standby that was stopped in order starts together with
     * its primary.
     */
    void start() {
        PostgresNode standby = standby();
        if (standby != null && preparation != null && standby.hasStandbyData()) {
            preparation.begin(StandbyPreparation.Way.RESUME, primary(), standby);
        }
        thread.start();
    }

    private void run() {
        while (!closed) {
            PairAction action = held ? PairAction.NOTHING : PairPlanner.next(observe());
            if (action == PairAction.NOTHING || !succeeds(action)) {
                awaitChange();
            }
        }
    }

    private boolean succeeds(PairAction action) {
        log.info("{}: {}.", settings.name(), action.sentence());
        try {
            carryOut(action);
            failures.set(0);
            return true;
        } catch (SQLException | IOException | LaunchException e) {
            lastFailure = e;
            failures.incrementAndGet();
            log.warn("{}: The action failed; planning again: {}", settings.name(), e.toString());
            return false;
        }
    }

    PairObservation observe() {
        PostgresNode standby = standby();
        return new PairObservation(
                observePrimary(),
                standby == null || preparation == null
                        ? PairObservation.Standby.NONE
                        : preparation.observe(standby),
                pairRecord.standbyPromotable(),
                synchronousCommit,
                standby != null && preparation != null && preparation.canResume(standby),
                primaryStarts.allows(),
                standbyStarts.allows() && (preparation == null || preparation.isDue()),
                standby != null && standby.isDiskFull());
    }

    private PairObservation.Primary observePrimary() {
        PostgresNode primary = primary();
        if (!primary.isAlive()) {
            primaryReady = false;
            return PairObservation.Primary.DEAD;
        }
        if (primary.isSilent()) {
            return PairObservation.Primary.SILENT;
        }
        if (handsOver) {
            return PairObservation.Primary.UNWANTED;
        }
        return primary.isDiskFull()
                ? PairObservation.Primary.FULL
                : PairObservation.Primary.ANSWERING;
    }

    private void carryOut(PairAction action) throws SQLException, IOException {
        switch (action) {
            case NOTHING -> {}
            case START_PRIMARY -> startPrimary();
            case FENCE_PRIMARY, LEAVE_FULL_DISK, HAND_OVER -> primary().kill();
            case PROMOTE_STANDBY -> promoteStandby();
            case STOP_WAITING -> stopWaiting();
            case FENCE_STANDBY -> requiredStandby().kill();
            case RESUME_STANDBY -> prepare(StandbyPreparation.Way.RESUME);
            case REBUILD_STANDBY -> prepare(StandbyPreparation.Way.REBUILD);
            case START_WAITING -> startWaiting();
        }
    }

    private void startPrimary() throws SQLException, IOException {
        primaryStarts.spend();
        // A standby that the record calls promotable confirms commits only after it was verified.
        String standbys =
                pairRecord.standbyPromotable() ? PostgresConfiguration.NO_STANDBY_YET : "";
        synchronousCommit = false;
        becomePrimary(() -> primary().startPrimary(standbys));
        PostgresNode standby = standby();
        if (standby != null && preparation != null && standby.isAlive()) {
            preparation.begin(StandbyPreparation.Way.VERIFY, primary(), standby);
        }
    }

    private void promoteStandby() throws SQLException, IOException {
        PostgresNode old = primary();
        old.kill();
        old.role("dead");
        promoteRecorded();
    }

    private void promoteRecorded() throws SQLException, IOException {
        // Recorded before the promotion, because the promoted node acknowledges commits
        // immediately.
        remember(pairRecord.afterPromotion());
        synchronousCommit = false;
        becomePrimary(() -> primary().promote());
        if (preparation != null) {
            preparation.forget();
        }
    }

    @FunctionalInterface
    private interface Becoming {
        void run() throws SQLException, IOException;
    }

    /**
     * Kills a primary on which a step failed: once dead, it is started and promoted from scratch.
     */
    private void becomePrimary(Becoming becoming) throws SQLException, IOException {
        try {
            becoming.run();
        } catch (SQLException | IOException | LaunchException e) {
            primary().kill();
            throw e;
        }
        primary().role("primary");
        primaryReady = true;
        log.info(
                "{}: {} is primary on port {}, generation {}.",
                settings.name(),
                primary(),
                primary().port(),
                pairRecord.generation());
    }

    private void stopWaiting() throws SQLException, IOException {
        remember(pairRecord.withStandbyPromotable(false));
        SynchronousReplication.disable(primary());
        synchronousCommit = false;
    }

    private void startWaiting() throws SQLException, IOException {
        PostgresNode standby = requiredStandby();
        synchronousCommit = true;
        try {
            SynchronousReplication.enable(primary(), standby);
        } catch (LaunchException e) {
            standby.kill();
            throw e;
        }
        remember(pairRecord.withStandbyPromotable(true));
        standby.role("standby");
    }

    private void prepare(StandbyPreparation.Way way) {
        standbyStarts.spend();
        if (preparation != null) {
            preparation.begin(way, primary(), requiredStandby());
        }
    }

    private void remember(PairRecord next) throws IOException {
        next.write(recordFile);
        pairRecord = next;
    }

    PostgresNode primary() {
        return pairRecord.primary() == 'a' || b == null ? a : b;
    }

    private @Nullable PostgresNode standby() {
        return pairRecord.primary() == 'a' ? b : a;
    }

    private PostgresNode requiredStandby() {
        PostgresNode standby = standby();
        if (standby == null) {
            throw new LaunchException(settings.name() + " has no standby");
        }
        return standby;
    }

    /**
     * Waits until the primary accepts transactions.
     *
     * @throws LaunchException when it cannot be started, or not in time
     */
    void awaitPrimary(Duration atMost) {
        await("up", () -> primaryReady || failures.get() >= MAX_FAILURES, atMost);
        if (!primaryReady) {
            throw new LaunchException(settings.name() + " has no primary", lastFailure);
        }
    }

    /** Whether commits wait for the standby, so that the standby may be promoted. */
    boolean isSynchronous() {
        return synchronousCommit && pairRecord.standbyPromotable() && primary().isAlive();
    }

    /** Whether the record calls the standby promotable, and the standby has yet to be verified. */
    boolean isStandbyAwaited() {
        return pairRecord.standbyPromotable() && !synchronousCommit;
    }

    /**
     * Switches over: makes the standby primary and returns when it is. Does nothing while the
     * standby does not have every commit.
     *
     * @param from the node that has to be primary at present; otherwise nothing is done
     * @throws LaunchException when it takes longer than the given time
     */
    boolean handOver(PostgresNode from, Duration atMost) {
        if (!primary().equals(from) || !PairPlanner.mayHandOver(observe())) {
            return false;
        }
        handsOver = true;
        signal();
        try {
            await("switched over", () -> !primary().equals(from) && primaryReady, atMost);
            return true;
        } finally {
            handsOver = false;
        }
    }

    /**
     * Promotes the standby and leaves the primary running, as if the agent that must fence the
     * primary hung. The former primary is rebuilt as a standby once repairs are no longer on hold.
     *
     * @throws LaunchException unless repairs are on hold and the standby has every commit
     */
    void promoteBesidePrimary() {
        if (!held || !PairPlanner.mayHandOver(observe())) {
            throw new LaunchException(settings.name() + " cannot get a second primary now");
        }
        primary().role("former primary");
        try {
            promoteRecorded();
        } catch (SQLException | IOException e) {
            throw new LaunchException(settings.name() + " cannot get a second primary", e);
        }
    }

    void hold(boolean newHeld) {
        held = newHeld;
        signal();
    }

    /** Waits for a condition that the supervisor brings about. */
    void await(String what, BooleanSupplier condition, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || closed) {
                throw new LaunchException(settings.name() + " is not " + what, lastFailure);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    PostgresNode a() {
        return a;
    }

    @Nullable PostgresNode b() {
        return b;
    }

    private void signal() {
        lock.lock();
        try {
            changed = true;
            change.signal();
        } finally {
            lock.unlock();
        }
    }

    private void awaitChange() {
        lock.lock();
        try {
            long remaining = ROUND.toNanos();
            while (!changed && remaining > 0) {
                remaining = change.awaitNanos(remaining);
            }
            changed = false;
        } catch (InterruptedException _) {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    /** Stops the primary first, so that the standby receives its whole log. */
    @Override
    public void close() {
        closed = true;
        signal();
        try {
            thread.join(MAX_CLOSE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (confirmationWatch != null) {
            confirmationWatch.close();
        }
        if (preparation != null) {
            preparation.close();
        }
        PostgresNode standby = standby();
        primary().close();
        if (standby != null) {
            standby.close();
        }
    }
}
