package io.rookery.launcher.process;

/** A part of the platform that is made whole again by itself, and can be kept from it. */
public interface Repairable {
    /** From now on nothing is promoted, restarted or rebuilt: for tests that keep things down. */
    void holdRepairs();

    /** Ends {@link #holdRepairs()}: what died meanwhile is repaired. */
    void resumeRepairs();
}
