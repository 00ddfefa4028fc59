package io.rookery.acceptance.report;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was measured in one scenario. Times are in milliseconds; -1 where there is nothing to
 * measure.
 *
 * @param scenario its name
 * @param title a sentence for people
 * @param run in which run of the harness
 * @param load what its clients felt
 * @param data what has become of what was acknowledged
 * @param times when what happened
 * @param platform what was seen of the platform meanwhile
 * @param diagnoses what the platform took it for, and should have
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
     * One call of the harness, on one machine.
     *
     * @param id when it was started
     */
    public record Run(String id, long seed, int cores) {}

    /**
     * What clients felt.
     *
     * @param perSecond how many requests were sent each second
     * @param requests how many there were
     * @param failed how many of them did not succeed
     * @param refused how many of the failed were told to try again
     * @param stall the longest that a request took
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

    /** Milliseconds that half, and 99 of 100, of the requests did not exceed. */
    public record Latency(long p50, long p99) {}

    /**
     * What has become of what was acknowledged.
     *
     * @param acknowledged writes that were acknowledged
     * @param lost acknowledged writes that are not there
     * @param doubled writes that are there more than once
     * @param violations other broken promises
     */
    public record Data(long acknowledged, long lost, long doubled, long violations) {}

    /**
     * When what happened, after the fault began.
     *
     * @param fault when that was
     * @param detected when the platform had named it
     * @param firstFailure when a client first knew that a request had failed
     * @param lastFailure when a client last did
     * @param whole when everything was last seen not to be whole
     * @param recovery from the last step until everything was whole again
     */
    public record Times(
            Instant fault,
            long detected,
            long firstFailure,
            long lastFailure,
            long whole,
            long recovery) {}

    /**
     * What was seen of the platform.
     *
     * @param peakBacklog the most events that waited in the outboxes of one shard
     * @param openedBreakers who has passed over whom
     * @param unlisted instances that were missing in discovery for a time
     * @param amplification requests that the services saw for each that clients sent to a gateway
     * @param retries requests that gateways and services sent again
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
     * What the platform said of it.
     *
     * @param expected groups and kinds that it had to say
     * @param isNothingExpected whether it had to say nothing
     * @param said groups and kinds that it did say
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

    /** Nothing could be measured. */
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
