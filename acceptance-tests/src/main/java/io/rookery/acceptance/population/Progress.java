package io.rookery.acceptance.population;

/** Receives the progress of an activity. Called by many threads. */
@FunctionalInterface
public interface Progress {

    Progress SILENT = (_, _, _) -> {};

    /**
     * Reports that a step is done.
     *
     * @param activity what is being done, such as "Signing up people"
     * @param done number of steps done so far
     * @param all total number of steps
     */
    void report(String activity, int done, int all);
}
