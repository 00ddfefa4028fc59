package io.rookery.acceptance.report;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measurements of one scenario. Times are in milliseconds; -1 where there is nothing to measure.
 *
 * @param scenario its name
 * @param title a sentence for the report
 * @param run the run of the harness
 * @param load what the clients measured
 * @param data lost, duplicate and wrong data after the scenario
 * @param times when the events of the scenario happened
 * @param platform what was observed of the platform during the scenario
 * @param diagnoses expected and actual diagnoses of the platform
 * @param brokenPromises why the scenario has not passed, one sentence each
 * @param slowness what took too long, one sentence each
 */
public record Result(
        String scenario,
        String title,
        Run run,
        Load load,
        Data data,
        Times times,
        Platform platform,
        Diagnoses diagnoses,
        List<String> brokenPromises,
        List<String> slowness) {

    /**
     * One run of the harness, on one machine.
     *
     * @param id when it was started
     */
    public record Run(String id, long seed, int cores) {}

    /**
     * What the clients measured.
     *
     * @param perSecond number of requests sent per second
     * @param requests number of requests
     * @param failed number of requests that did not succeed
     * @param refused number of failed requests that the client was allowed to retry
     * @param stall longest time that a request took
     * @param before latencies before the fault
     * @param during latencies from the fault until everything was whole again
     * @param after latencies after that
     */
    public record Load(
            int perSecond,
            long requests,
            long failed,
            long refused,
            long stall,
            Latency before,
            Latency during,
            Latency after) {}

    /** Median and 99th percentile of the latency, in milliseconds. */
    public record Latency(long p50, long p99) {}

    /**
     * Lost, duplicate and wrong data.
     *
     * @param acknowledged number of acknowledged writes
     * @param lost number of acknowledged writes that are missing
     * @param doubled number of writes that exist more than once
     * @param violations number of other broken promises
     */
    public record Data(long acknowledged, long lost, long doubled, long violations) {}

    /**
     * When the events happened, in milliseconds after the fault.
     *
     * @param fault time of the fault
     * @param detected when the platform had diagnosed it
     * @param firstFailure when a client first knew that a request had failed
     * @param lastFailure when a client last knew that a request had failed
     * @param whole when something was last observed not to be whole
     * @param recovery time from the last step until everything was whole again
     */
    public record Times(
            Instant fault,
            long detected,
            long firstFailure,
            long lastFailure,
            long whole,
            long recovery) {}

    /**
     * What was observed of the platform.
     *
     * @param peakBacklog greatest number of events that waited in the outboxes of one shard
     * @param openedBreakers which instances have ejected which callees
     * @param unlisted instances that were not registered for a time
     * @param amplification requests that the services saw for each request of a client to a gateway
     * @param retries retries by gateways and services
     */
    public record Platform(
            long peakBacklog,
            List<String> openedBreakers,
            List<String> unlisted,
            double amplification,
            long retries) {

        public Platform {
            openedBreakers = List.copyOf(openedBreakers);
            unlisted = List.copyOf(unlisted);
        }

        public Platform withOpenedBreakers(List<String> opened) {
            return new Platform(peakBacklog, opened, unlisted, amplification, retries);
        }
    }

    /**
     * Diagnoses of the platform.
     *
     * @param expected groups and kinds that it had to diagnose
     * @param isNothingExpected whether it had to diagnose nothing
     * @param said groups and kinds that it did diagnose
     */
    public record Diagnoses(List<String> expected, boolean isNothingExpected, List<String> said) {

        public Diagnoses {
            expected = List.copyOf(expected);
            said = List.copyOf(said);
        }
    }

    public Result {
        brokenPromises = List.copyOf(brokenPromises);
        slowness = List.copyOf(slowness);
    }

    /** Creates the result of a scenario in which nothing could be measured. */
    public static Result ofNothing(String scenario, String title, Run run, String why) {
        Latency none = new Latency(-1, -1);
        return new Result(
                scenario,
                title,
                run,
                new Load(0, 0, 0, 0, -1, none, none, none),
                new Data(0, 0, 0, 0),
                new Times(Instant.EPOCH, -1, -1, -1, -1, -1),
                new Platform(0, List.of(), List.of(), 1, 0),
                new Diagnoses(List.of(), false, List.of()),
                List.of(why),
                List.of());
    }

    public boolean hasPassed() {
        return shortfalls().isEmpty();
    }

    /** Why the scenario has not passed. */
    public List<String> shortfalls() {
        return Stream.concat(brokenPromises.stream(), slowness.stream()).toList();
    }
}
