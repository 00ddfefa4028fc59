package io.rookery.launcher.cluster;

import java.time.Duration;

/** Told what a cluster that starts or stops has got done. May be called by several threads. */
@FunctionalInterface
public interface Progress {

    /** For those who only wait for the end. */
    Progress SILENT = (what, took) -> {};

    /**
     * A step is done.
     *
     * @param what such as "shard-0"
     * @param took how long it took
     */
    void done(String what, Duration took);
}
