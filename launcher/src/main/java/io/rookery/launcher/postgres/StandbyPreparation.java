package io.rookery.launcher.postgres;

import io.rookery.launcher.process.LaunchException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a standby to follow its primary, beside the supervisor, which must not be kept busy. */
final class StandbyPreparation implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StandbyPreparation.class);
    private static final Duration MAX_VERIFICATION = Duration.ofSeconds(10);
    private static final Duration RETRY = Duration.ofMillis(20);
    private static final Duration MAX_CLOSE = Duration.ofSeconds(75);

    /** How to get a standby. */
    enum Way {
        /** It runs; only see whether it follows. */
        VERIFY,
        /** Start it on the data it has. */
        RESUME,
        /** Start it on a fresh copy of the primary's data. */
        REBUILD
    }

    private enum Phase {
        IDLE,
        PREPARING,
        FOLLOWING
    }

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);

    private final boolean fsync;
    private final Runnable onChange;
    private volatile Phase phase = Phase.IDLE;
    private volatile boolean resumable = true;
    private volatile boolean closed;
    private volatile @Nullable Thread thread;

    StandbyPreparation(boolean fsync, Runnable onChange) {
        this.fsync = fsync;
        this.onChange = onChange;
    }

    /** Begins unless a preparation is under way; the outcome shows in {@link #observe}. */
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
        try {
            standby.role(way == Way.REBUILD ? "rebuilding" : "catching up");
            switch (way) {
                case VERIFY -> {}
                case RESUME -> standby.startStandby(primary);
                case REBUILD -> {
                    standby.kill();
                    new StandbyCopy(primary, standby, fsync).make();
                    standby.startStandby(primary);
                }
            }
            verify(primary, standby);
            resumable = true;
            phase = Phase.FOLLOWING;
        } catch (IOException | SQLException | LaunchException e) {
            if (!closed) {
                log.warn("{} could not be made to follow: {}", standby, e.toString());
            }
            standby.kill();
            standby.role("dead");
            resumable = false;
            pauseUnlessClosed();
            phase = Phase.IDLE;
        } finally {
            onChange.run();
        }
    }

    /** What has just failed would only fail again. */
    private void pauseUnlessClosed() {
        if (!closed) {
            LockSupport.parkNanos(PAUSE_AFTER_FAILURE.toNanos());
        }
    }

    /** The primary may be starting at the same time. */
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
        return phase == Phase.FOLLOWING
                ? PairObservation.Standby.FOLLOWING
                : PairObservation.Standby.DEAD;
    }

    /** Whether the standby's data were not found unusable, and are those of a standby at all. */
    boolean canResume(PostgresNode standby) {
        return resumable && standby.hasStandbyData();
    }

    /** There is no standby any more: it was promoted. */
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
