package io.rookery.storage.monitoring.probe;

import java.io.IOException;
import java.time.Duration;

/** Probes one component, over a connection of its own. Called by one thread at a time. */
interface Probe extends AutoCloseable {

    Component component();

    /**
     * Probes the component. Waits for each answer no longer than about the deadline.
     *
     * @throws RefusedException when nothing listens there, or the connection was cut
     * @throws NotServingException when the component said that it does not serve
     * @throws IOException when there was no answer in time
     */
    Answer ask(Duration deadline)
            throws IOException, RefusedException, NotServingException, InterruptedException;

    @Override
    void close();

    /** The report of a component, and the component with the name that it reports. */
    record Answer(Component component, ComponentReport report) {}

    /** The component was reached, but said that it does not serve. */
    final class NotServingException extends Exception {

        NotServingException(String why) {
            super(why);
        }
    }

    /** The component is not there. */
    final class RefusedException extends Exception {

        RefusedException(String why) {
            super(why);
        }
    }
}
