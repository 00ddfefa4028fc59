package io.rookery.acceptance.population;

/** Told of each step that is done. Called from many threads. */
@FunctionalInterface
public interface Progress {

    Progress SILENT = (_, _, _) -> {};

    /**
     * Reports that a step is done.
     *
     * @param activity what is being done, such as "Signing up people"
     * @param done steps done so far
     * @param all steps in all
     */
    void report(String activity, int done, int all);
}
