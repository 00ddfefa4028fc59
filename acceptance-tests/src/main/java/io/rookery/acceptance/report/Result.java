package io.rookery.acceptance.report;

import java.util.List;
import java.util.stream.Stream;

/**
 * What was measured in one scenario. Times are in milliseconds; -1 where there is nothing to
 * measure.
 *
 * @param scenario its name
 * @param title a sentence for people
 * @param requests how many there were
 * @param failed how many of them did not succeed
 * @param refused how many of the failed were told to try again
 * @param stall the longest that a request took
 * @param before latencies before the fault
 * @param during latencies from the fault until everything was whole again
 * @param after latencies after that
 * @param detection from the fault until the platform had named it
 * @param recovery from the last step until everything was whole again
 * @param acknowledged writes that were acknowledged
 * @param lost acknowledged writes that are not there
 * @param doubled writes that are there more than once
 * @param violations other broken promises
 * @param amplification requests at the services per request of a client
 * @param expectedDiagnosis the group and kind of what was done
 * @param diagnosis what the platform said of it
 * @param brokenPromises why the scenario has not passed, one sentence each
 * @param slowness what took too long, one sentence each
 */
public record Result(
        String scenario,
        String title,
        long seed,
        long requests,
        long failed,
        long refused,
        long stall,
        Latency before,
        Latency during,
        Latency after,
        long detection,
        long recovery,
        long acknowledged,
        long lost,
        long doubled,
        long violations,
        double amplification,
        String expectedDiagnosis,
        List<String> diagnosis,
        List<String> brokenPromises,
        List<String> slowness) {

    /** Milliseconds that half, and 99 of 100, of the requests did not exceed. */
    public record Latency(long p50, long p99) {}

    public Result {
        diagnosis = List.copyOf(diagnosis);
        brokenPromises = List.copyOf(brokenPromises);
        slowness = List.copyOf(slowness);
    }

    public boolean hasPassed() {
        return shortfalls().isEmpty();
    }

    /** Why the scenario has not passed. */
    public List<String> shortfalls() {
        return Stream.concat(brokenPromises.stream(), slowness.stream()).toList();
    }
}
