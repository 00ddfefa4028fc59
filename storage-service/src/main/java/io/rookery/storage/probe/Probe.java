package io.rookery.storage.probe;

import java.io.IOException;
import java.time.Duration;

/** Asks one component, over a connection of its own; called by one thread at a time. */
interface Probe extends AutoCloseable {

    Component component();

    /**
     * Asks, and waits for each answer no longer than about the deadline.
     *
     * @throws RefusedException when nobody listens there, or the connection was cut
     * @throws IOException when there was no answer in time
     */
    Answer ask(Duration deadline) throws IOException, RefusedException, InterruptedException;

    @Override
    void close();

    /** The answer, with the name by which the component calls itself. */
    record Answer(Component component, Report report) {}

    /** It is not there, or not ready to serve. */
    final class RefusedException extends Exception {

        RefusedException(String why) {
            super(why);
        }
    }
}
