package io.rookery.acceptance.observation;

import io.rookery.launcher.cluster.ClusterException;
import java.time.Duration;

/** Runs an observation repeatedly until it is closed. */
final class PeriodicObservation implements AutoCloseable {

    private final Thread thread;

    private PeriodicObservation(Thread thread) {
        this.thread = thread;
    }

    /** One observation. */
    @FunctionalInterface
    interface Look {
        void take() throws InterruptedException;
    }

    /**
     * Starts the observation.
     *
     * @param pause time between two observations
     */
    static PeriodicObservation every(Duration pause, String name, Look look) {
        return new PeriodicObservation(
                Thread.ofVirtual().name("watch-of-" + name).start(() -> run(look, pause)));
    }

    private static void run(Look look, Duration pause) {
        try {
            while (true) {
                try {
                    look.take();
                } catch (ClusterException _) {
                    // Between a power cut and the restart, no process can be observed.
                }
                Thread.sleep(pause);
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
