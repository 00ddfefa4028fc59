package io.rookery.launcher.process;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The operating system process behind a {@link SupervisedProcess}, across all its restarts. There
 * is at most one at a time.
 *
 * <p>Starting and killing exclude each other, so that a kill that is still cleaning up cannot hit
 * the next process.
 */
final class ProcessLife {
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable ChildProcess process;

    /**
     * Starts the process after killing the current one.
     *
     * @param onExit called when it has ended, on a thread of its own
     * @throws LaunchException when it cannot be started
     */
    ChildProcess start(ProcessSpec spec, Runnable onExit) {
        lock.lock();
        try {
            kill();
            ChildProcess started = ChildProcess.start(spec);
            process = started;
            // A thread instead of a CompletableFuture, because the future's pool is small and the
            // handling of an exit may take long.
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
    void stop(Signal signal, Duration grace) {
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
    void kill() {
        lock.lock();
        try {
            if (process != null) {
                process.kill();
            }
        } finally {
            lock.unlock();
        }
    }

    /** See {@link ManagedProcess#terminate()}. */
    void terminate() {
        if (process != null) {
            process.signal(Signal.TERM);
        }
    }

    /** See {@link ManagedProcess#freeze()}. */
    void freeze() {
        if (process != null) {
            process.freeze();
        }
    }

    /** See {@link ManagedProcess#thaw()}. */
    void thaw() {
        if (process != null) {
            process.thaw();
        }
    }

    /** Whether there is a live process, frozen or not. */
    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** See {@link ManagedProcess#pid()}. */
    long pid() {
        return process != null && process.isAlive() ? process.pid() : -1;
    }

    /** See {@link ManagedProcess#state()}. */
    ProcessState state() {
        return process == null ? ProcessState.STOPPED : process.state();
    }
}
