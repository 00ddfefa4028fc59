package io.rookery.launcher.process;

/** A part of the platform that repairs itself. Repairs can be suspended. */
public interface Repairable {
    /**
     * Suspends repairs: from now on nothing is promoted, restarted or rebuilt. For tests that need
     * processes to stay down.
     */
    void holdRepairs();

    /** Ends {@link #holdRepairs()}. Processes that died in the meantime are repaired. */
    void resumeRepairs();
}
