package io.rookery.acceptance.scenario;

import io.rookery.acceptance.invariant.Findings;
import io.rookery.acceptance.observation.Observer;
import io.rookery.acceptance.report.Result;
import io.rookery.acceptance.workload.Latencies;
import io.rookery.acceptance.workload.RequestLedger;
import io.rookery.acceptance.workload.RequestLedger.Failure;
import io.rookery.launcher.cluster.ClusterException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;

/** Compares what was measured in a scenario with what the scenario allows. */
final class Verdict {

    private static final int SHOWN = 3;
    private static final double RETRY_RATIO = 0.1;

    /** Retries that a single fault may cause at any rate: those of the requests that it meets. */
    private static final int RETRY_BURST = 30;

    /** What the retry budgets of two gateways allow besides the ratio, during an outage. */
    private static final int RETRY_RESERVE = 200;

    private static final Result.Latency NO_LATENCY = new Result.Latency(-1, -1);

    private final Scenario scenario;
    private final Timetable timetable;
    private final List<String> brokenPromises = new ArrayList<>();
    private final List<String> slowness = new ArrayList<>();

    private Result.Load load = new Result.Load(0, 0, 0, 0, -1, NO_LATENCY, NO_LATENCY, NO_LATENCY);
    private Result.Data data = new Result.Data(0, 0, 0, 0);
    private Result.Platform platform = new Result.Platform(0, List.of(), List.of(), 1, 0);
    private Result.Diagnoses diagnoses = new Result.Diagnoses(List.of(), false, List.of());
    private long firstFailure = -1;
    private long lastFailure = -1;
    private long detected = -1;
    private long whole;

    Verdict(Scenario scenario, Timetable timetable) {
        this.scenario = scenario;
        this.timetable = timetable;
    }

    void faultWasNotMade(Exception why) {
        brokenPromises.add("The fault could not be injected: " + why.getMessage());
    }

    void isNotWhole(ClusterException why) {
        brokenPromises.add(String.valueOf(why.getMessage()));
    }

    void unnoticedWasNoticed(List<String> changes) {
        brokenPromises.add("A process was promoted or restarted: " + changes + ".");
    }

    /** Judges the requests of the clients. */
    void load(RequestLedger ledger, int perSecond) {
        List<Failure> failures = ledger.failures();
        long refused = failures.stream().filter(Failure::isRefusal).count();
        if (!scenario.tolerance().allows(failures)) {
            brokenPromises.add(sentenceOn(failures, ledger.requests()));
        }
        Duration stall = ledger.longest();
        if (stall.compareTo(scenario.stall()) > 0) {
            slowness.add(
                    "%s took %d ms; the limit is %d ms."
                            .formatted(
                                    slowest(ledger.latencies()),
                                    stall.toMillis(),
                                    scenario.stall().toMillis()));
        }
        if (!failures.isEmpty()) {
            LongSummaryStatistics times =
                    failures.stream().mapToLong(Failure::at).summaryStatistics();
            firstFailure = timetable.since(times.getMin());
            lastFailure = timetable.since(times.getMax());
        }
        Latencies latencies = ledger.latencies();
        load =
                new Result.Load(
                        perSecond,
                        ledger.requests(),
                        failures.size(),
                        refused,
                        stall.toMillis(),
                        latency(latencies.between(Long.MIN_VALUE, timetable.fault())),
                        latency(latencies.between(timetable.fault(), timetable.whole())),
                        latency(latencies.between(timetable.whole(), Long.MAX_VALUE)));
        data = new Result.Data(ledger.acknowledged().size(), 0, 0, 0);
    }

    private String slowest(Latencies latencies) {
        return latencies
                .slowest()
                .map(request ->
                        "The slowest request, %s %s,"
                                .formatted(request.what(), timetable.stepBefore(request.start())))
                .orElse("No request");
    }

    private String sentenceOn(List<Failure> failures, long requests) {
        long first = failures.stream().mapToLong(Failure::at).min().orElseThrow();
        return "%d of %d requests failed, the first %s, among them: %s"
                .formatted(
                        failures.size(),
                        requests,
                        timetable.stepBefore(first),
                        failures.stream()
                                .map(failure -> failure.request() + ": " + failure.reason())
                                .distinct()
                                .limit(SHOWN)
                                .toList());
    }

    /**
     * Judges whether the acknowledged writes are all there exactly once. Must be called after
     * {@link #load}.
     */
    void data(Findings findings, List<String> timelines, List<String> observed) {
        List<String> violations = new ArrayList<>(findings.violations());
        violations.addAll(observed);
        violations.addAll(timelines);
        complain(findings.lost());
        complain(findings.doubled());
        complain(violations);
        data =
                new Result.Data(
                        data.acknowledged(),
                        findings.lost().size(),
                        findings.doubled().size(),
                        violations.size());
    }

    /** Judges the logs. Must be called after {@link #platform}. */
    void logs(Logs logs) throws IOException {
        complain(logs.complaints());
        platform = platform.withOpenedBreakers(logs.openedBreakers());
    }

    /**
     * Judges what was observed of the platform.
     *
     * @param sent number of requests that clients have sent during the observation
     */
    void platform(Observer observer, long sent) {
        double amplification = sent == 0 ? 1 : (double) observer.requests().seen() / sent;
        long retries = observer.requests().retries();
        boolean isOutage = scenario.tolerance() == Scenario.Tolerance.OUTAGE;
        double most = RETRY_RATIO * sent + (isOutage ? RETRY_RESERVE : RETRY_BURST);
        // During an outage, retries may reach no instance; those that do are seen.
        long repeated = isOutage ? 0 : retries;
        if (Math.max(observer.requests().seen() - sent, repeated) > most) {
            brokenPromises.add(
                    String.format(
                            Locale.ROOT,
                            "The services got %.2f requests per client request; %d were retries.",
                            amplification,
                            retries));
        }
        long healed = scenario.breaksLinks() ? timetable.lastStep() : timetable.fault();
        whole = timetable.since(Math.max(observer.lastBroken(), healed));
        platform =
                new Result.Platform(
                        observer.peakBacklog(),
                        List.of(),
                        observer.unlisted(),
                        amplification,
                        retries);
    }

    void diagnoses(List<Diagnoses.Incident> incidents) {
        List<String> said = Diagnoses.diagnosesOf(incidents);
        List<String> expected = scenario.diagnoses();
        if (!said.containsAll(expected)) {
            brokenPromises.add("The diagnosis was %s instead of %s.".formatted(said, expected));
        }
        if (scenario.isNothingSaid() && !said.isEmpty()) {
            brokenPromises.add("The diagnosis was %s, but there was no fault.".formatted(said));
        }
        detected =
                incidents.stream()
                        .filter(incident -> expected.contains(incident.diagnosis()))
                        .map(Diagnoses.Incident::detected)
                        .min(Instant::compareTo)
                        .map(first -> Duration.between(timetable.instantOfFault(), first))
                        .map(Duration::toMillis)
                        .orElse(-1L);
        diagnoses = new Result.Diagnoses(expected, scenario.isNothingSaid(), said);
    }

    Result result(Result.Run run) {
        return new Result(
                scenario.name(),
                scenario.title(),
                run,
                load,
                data,
                new Result.Times(
                        timetable.instantOfFault(),
                        detected,
                        firstFailure,
                        lastFailure,
                        whole,
                        timetable.recovery()),
                platform,
                diagnoses,
                brokenPromises,
                slowness);
    }

    private void complain(List<String> sentences) {
        sentences.stream().limit(SHOWN).forEach(brokenPromises::add);
    }

    private static Result.Latency latency(Latencies.Distribution latencies) {
        return new Result.Latency(
                latencies.share(0.5).toMillis(), latencies.share(0.99).toMillis());
    }
}
