package io.rookery.acceptance.report;

import io.rookery.acceptance.report.Result.Data;
import io.rookery.acceptance.report.Result.Diagnoses;
import io.rookery.acceptance.report.Result.Latency;
import io.rookery.acceptance.report.Result.Load;
import io.rookery.acceptance.report.Result.Platform;
import io.rookery.acceptance.report.Result.Run;
import io.rookery.acceptance.report.Result.Times;
import java.time.Instant;
import java.util.List;

/** Example results for the tests of reports. */
final class Examples {

    private Examples() {}

    static Result result(String scenario, Run run, Diagnoses diagnoses, long failed) {
        Latency latency = new Latency(11, 99);
        return new Result(
                scenario,
                "What is done in " + scenario,
                run,
                new Load(25, 500, failed, failed, 700, latency, latency, latency),
                new Data(50, 0, 0, 0),
                new Times(
                        Instant.EPOCH,
                        1234,
                        failed == 0 ? -1 : 300,
                        failed == 0 ? -1 : 900,
                        2345,
                        45),
                new Platform(17, List.of("gateway-0: feed-service"), List.of(), 1.01, 3),
                diagnoses,
                failed == 0 ? List.of() : List.of("Requests failed."),
                List.of());
    }

    static Result result(String scenario, Diagnoses diagnoses) {
        return result(scenario, new Run("first", 98, 2), diagnoses, 0);
    }

    static Diagnoses expecting(List<String> expected, String... said) {
        return new Diagnoses(expected, false, List.of(said));
    }
}
