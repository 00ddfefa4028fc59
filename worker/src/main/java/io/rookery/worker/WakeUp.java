package io.rookery.worker;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Wakes a worker thread that waits. Signals that come while the worker is busy count as one, and
 * end its next wait at once. Thread-safe.
 */
public final class WakeUp {

    private final Semaphore signals = new Semaphore(0);

    /** Wakes the worker. */
    public void signal() {
        if (signals.availablePermits() == 0) {
            signals.release();
        }
    }

    /** Waits for a signal. */
    public void await() throws InterruptedException {
        signals.acquire();
        signals.drainPermits();
    }

    /**
     * Waits for a signal, but not longer than the given time.
     *
     * @return whether there was a signal
     */
    public boolean await(Duration atMost) throws InterruptedException {
        boolean isSignalled = signals.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
        signals.drainPermits();
        return isSignalled;
    }
}
