package io.rookery.storage.monitoring.incident;

/**
 * Whether a component has stopped on purpose. An instance that stops in order leaves the registry
 * first. Not thread-safe.
 */
final class Departure {

    private boolean wasRegistered;
    private boolean withdrew;
    private boolean departed;

    /** Records whether the registry lists the component. */
    void registered(boolean isRegistered) {
        withdrew = hasWithdrawn(isRegistered);
        wasRegistered |= isRegistered;
    }

    /** Whether the component was registered and no longer is. */
    boolean hasWithdrawn(boolean isRegistered) {
        return wasRegistered && !isRegistered;
    }

    /** Records that the component has stopped on purpose. */
    void depart() {
        departed = true;
    }

    /** Whether it has stopped on purpose and has not answered since. */
    boolean hasDeparted() {
        return departed;
    }

    /** Whether an end of its process is no failure. */
    boolean isPlanned() {
        return departed || withdrew;
    }

    /**
     * Records that the component has answered.
     *
     * @param isNewProcess whether it is another process than the one that answered before
     */
    void answered(boolean isNewProcess) {
        departed = false;
        withdrew &= !isNewProcess;
    }
}
