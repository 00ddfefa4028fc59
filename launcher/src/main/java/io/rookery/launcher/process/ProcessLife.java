package io.rookery.launcher.process;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The process behind a {@link ManagedProcess} through all its restarts; at most one at a time.
 *
 * <p>Starting and killing exclude each other, so that a kill which is still cleaning up cannot hit
 * the process's successor.
 */
public final class ProcessLife {
    private final ReentrantLock lock = new ReentrantLock();
    private final Runnable onExit;
    private volatile @Nullable ChildProcess process;

    /** A life that has not begun; each exit of a process is told, from any thread. */
    public ProcessLife(Runnable onExit) {
        this.onExit = onExit;
    }

    /**
     * Starts the process after ending the present one.
     *
     * @throws LaunchException when it cannot be started
     */
    public ChildProcess start(ProcessSpec spec) {
        lock.lock();
        try {
            kill();
            ChildProcess started = ChildProcess.start(spec);
            process = started;
            // Not by a CompletableFuture: its pool is small, and what follows an exit may take
            // long.
            Thread.ofVirtual()
                    .name("exit-of-" + spec.name())
                    .start(() -> {
                        if (started.awaitExit()) {
                            onExit.run();
                        }
                    });
            return started;
        } finally {
            lock.unlock();
        }
    }

    /** See {@link ChildProcess#stop}. */
    public void stop(Signal signal, Duration grace) {
        lock.lock();
        try {
            if (process != null) {
                process.stop(signal, grace);
            }
        } finally {
            lock.unlock();
        }
    }

    /** See {@link ManagedProcess#kill()}. */
    public void kill() {
        lock.lock();
        try {
            if (process != null) {
                process.kill();
            }
        } finally {
            lock.unlock();
        }
    }

    /** See {@link ManagedProcess#freeze()}. */
    public void freeze() {
        if (process != null) {
            process.freeze();
        }
    }

    /** See {@link ManagedProcess#thaw()}. */
    public void thaw() {
        if (process != null) {
            process.thaw();
        }
    }

    /** Whether there is a live process, frozen or not. */
    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** See {@link ManagedProcess#pid()}. */
    public long pid() {
        return process != null && process.isAlive() ? process.pid() : -1;
    }

    /** See {@link ManagedProcess#state()}. */
    public ProcessState state() {
        return process == null ? ProcessState.STOPPED : process.state();
    }
}
