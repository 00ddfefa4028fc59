package io.rookery.launcher.postgres;

import io.rookery.launcher.process.LaunchException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prepares a standby until it follows its primary. Runs in the background, so that it does not
 * block the supervisor.
 */
final class StandbyPreparation implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StandbyPreparation.class);
    private static final Duration MAX_VERIFICATION = Duration.ofSeconds(10);
    private static final Duration RETRY = Duration.ofMillis(20);
    private static final Duration MAX_CLOSE = Duration.ofSeconds(75);

    /** How to prepare a standby. */
    enum Way {
        /** It runs. Only verify that it follows. */
        VERIFY,
        /** Start it on its own data. */
        RESUME,
        /** Start it on a fresh copy of the primary's data. */
        REBUILD
    }

    private enum Phase {
        IDLE,
        PREPARING,
        FOLLOWING
    }

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final boolean fsync;
    private final Confirmations confirmations;
    private final ExponentialBackoff backOff;
    private final Runnable onChange;
    private volatile Phase phase = Phase.IDLE;
    private volatile boolean resumable = true;
    private volatile boolean closed;
    private volatile @Nullable Thread thread;

    StandbyPreparation(boolean fsync, Confirmations confirmations, Runnable onChange) {
        this(fsync, confirmations, onChange, System::nanoTime);
    }

    /** With another clock for the back-off after a failure. */
    StandbyPreparation(
            boolean fsync, Confirmations confirmations, Runnable onChange, LongSupplier nanoTime) {
        this.fsync = fsync;
        this.confirmations = confirmations;
        this.onChange = onChange;
        this.backOff = new ExponentialBackoff(FIRST_PAUSE, LONGEST_PAUSE, nanoTime);
    }

    /** Starts a preparation, unless one is running. {@link #observe} shows the outcome. */
    void begin(Way way, PostgresNode primary, PostgresNode standby) {
        if (phase == Phase.PREPARING) {
            return;
        }
        phase = Phase.PREPARING;
        thread =
                Thread.ofVirtual()
                        .name("prepare-" + standby.name())
                        .start(() -> run(way, primary, standby));
    }

    private void run(Way way, PostgresNode primary, PostgresNode standby) {
        boolean tried = false;
        try {
            standby.role(way == Way.REBUILD ? "rebuilding" : "catching up");
            var copy = new StandbyCopy(primary, standby, fsync);
            requireRoom(way, standby, copy);
            tried = true;
            if (way == Way.REBUILD) {
                standby.kill();
                copy.make();
            }
            if (way != Way.VERIFY) {
                standby.startStandby(primary);
            }
            verify(primary, standby);
            resumable = true;
            backOff.succeeded();
            confirmations.restart();
            phase = Phase.FOLLOWING;
        } catch (IOException | SQLException | LaunchException e) {
            if (!closed) {
                log.warn("{} could not be prepared as a standby: {}", standby, e.toString());
            }
            standby.kill();
            standby.role("dead");
            // Data that were not tried may still be usable.
            resumable &= !tried;
            backOff.failed();
            phase = Phase.IDLE;
        } finally {
            onChange.run();
        }
    }

    private static void requireRoom(Way way, PostgresNode standby, StandbyCopy copy)
            throws IOException {
        if (way == Way.REBUILD) {
            copy.requireRoom();
        }
        long free = standby.freeBytes();
        if (way == Way.RESUME && free < DiskWatch.ROOM_TO_START) {
            throw new LaunchException(
                    "the disk of %s has only %d MB left, and it needs %d MB to start"
                            .formatted(standby, free >> 20, DiskWatch.ROOM_TO_START >> 20));
        }
    }

    /** Retries on errors, because the primary may be starting at the same time. */
    private void verify(PostgresNode primary, PostgresNode standby) throws SQLException {
        long deadline = System.nanoTime() + MAX_VERIFICATION.toNanos();
        while (true) {
            try {
                SynchronousReplication.verify(primary, standby, MAX_VERIFICATION);
                return;
            } catch (SQLException e) {
                if (closed || !standby.isAlive() || System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(RETRY.toNanos());
            }
        }
    }

    PairObservation.Standby observe(PostgresNode standby) {
        if (phase == Phase.PREPARING) {
            return standby.isSilent()
                    ? PairObservation.Standby.SILENT
                    : PairObservation.Standby.PREPARING;
        }
        if (!standby.isAlive()) {
            phase = Phase.IDLE;
            return PairObservation.Standby.DEAD;
        }
        if (standby.isSilent()) {
            return PairObservation.Standby.SILENT;
        }
        if (phase != Phase.FOLLOWING) {
            return PairObservation.Standby.DEAD;
        }
        return confirmations.haveCeased()
                ? PairObservation.Standby.STALLED
                : PairObservation.Standby.FOLLOWING;
    }

    boolean isFollowing() {
        return phase == Phase.FOLLOWING;
    }

    /** Whether a preparation may start: the back-off after the last failure is over. */
    boolean isDue() {
        return backOff.isOver();
    }

    /** Whether the data are those of a standby and have not been found unusable. */
    boolean canResume(PostgresNode standby) {
        return resumable && standby.hasStandbyData();
    }

    /** Called when the standby was promoted, so that there is no standby any more. */
    void forget() {
        phase = Phase.IDLE;
    }

    @Override
    public void close() {
        closed = true;
        Thread running = thread;
        if (running != null) {
            running.interrupt();
            try {
                running.join(MAX_CLOSE);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
