package io.rookery.launcher.cluster;

import java.time.Duration;

/** Receives the progress of a cluster that starts or stops. Several threads may call it. */
@FunctionalInterface
public interface StartupProgress {

    /** Ignores the progress. */
    StartupProgress SILENT = (what, took) -> {};

    /**
     * Called when a step is done.
     *
     * @param what such as "shard-0"
     * @param took how long the step took
     */
    void done(String what, Duration took);
}
