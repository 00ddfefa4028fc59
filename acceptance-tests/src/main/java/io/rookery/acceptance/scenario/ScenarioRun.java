package io.rookery.acceptance.scenario;

import io.rookery.acceptance.fault.Faults;
import io.rookery.acceptance.fault.Step;
import io.rookery.acceptance.invariant.Findings;
import io.rookery.acceptance.invariant.HomeTimelines;
import io.rookery.acceptance.invariant.Invariants;
import io.rookery.acceptance.report.Result;
import io.rookery.acceptance.workload.Latencies;
import io.rookery.acceptance.workload.Ledger;
import io.rookery.acceptance.workload.SteadyLoad;
import io.rookery.launcher.cluster.ClusterException;
import io.rookery.launcher.process.ManagedProcess;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Runs one scenario: load, fault, recovery, load again, and then a look at everything. */
public final class ScenarioRun {

    private static final int REQUESTS_PER_SECOND = 40;
    private static final Duration BEFORE = Duration.ofSeconds(4);
    private static final Duration AFTER = Duration.ofSeconds(3);
    private static final Duration TIMELINES_WHOLE = Duration.ofSeconds(60);
    private static final double MOST_AMPLIFICATION = 1.1;

    private final Stage stage;
    private final Scenario scenario;
    private final long seed;
    private final Consumer<String> journal;
    private final List<String> shortfalls = new ArrayList<>();
    private final List<String> slowness = new ArrayList<>();

    private long faultAt;
    private Instant faultInstant = Instant.EPOCH;
    private long wholeAt;
    private long recovery = -1;

    private ScenarioRun(Stage stage, Scenario scenario, long seed, Consumer<String> journal) {
        this.stage = stage;
        this.scenario = scenario;
        this.seed = seed;
        this.journal = journal;
    }

    /**
     * Runs it to its end, whatever happens.
     *
     * @param journal is told of what is done
     */
    public static Result of(Stage stage, Scenario scenario, long seed, Consumer<String> journal)
            throws IOException, InterruptedException {
        ScenarioRun run = new ScenarioRun(stage, scenario, seed, journal);
        return run.run();
    }

    private Result run() throws IOException, InterruptedException {
        stage.cluster().awaitWhole(scenario.whole().plusMinutes(1));
        Logs logs = Logs.from(stage.cluster().directory().resolve("logs"));
        Diagnoses diagnoses = Diagnoses.from(stage);
        Attempts attempts = Attempts.from(stage.cluster());
        Map<String, String> rolesBefore = roles();
        Ledger ledger;
        List<String> observed;
        String run = "%s-%d".formatted(scenario.name(), System.currentTimeMillis());
        try (SteadyLoad load = SteadyLoad.start(stage.people(), REQUESTS_PER_SECOND, seed, run)) {
            ledger = load.ledger();
            try (Observer observer = Observer.start(stage)) {
                Thread.sleep(BEFORE);
                harm();
                Thread.sleep(AFTER);
                observed = observer.violations();
            }
        }
        if (scenario.isUnnoticed() && !roles().equals(rolesBefore)) {
            shortfalls.add("Something was promoted or restarted: " + changes(rolesBefore) + ".");
        }
        return judge(ledger, observed, logs, diagnoses, attempts);
    }

    private void harm() throws InterruptedException {
        Faults faults = new Faults(stage, seed, journal);
        faultAt = System.nanoTime();
        faultInstant = Instant.now();
        try {
            for (Step step : scenario.steps()) {
                faults.apply(step);
            }
        } catch (IllegalStateException | IllegalArgumentException | ClusterException e) {
            shortfalls.add("The fault could not be made: " + e.getMessage());
        } finally {
            faults.heal();
        }
        long last = System.nanoTime();
        try {
            stage.cluster().awaitWhole(scenario.whole());
            recovery = (System.nanoTime() - last) / 1_000_000;
        } catch (ClusterException e) {
            shortfalls.add(e.getMessage());
        }
        wholeAt = System.nanoTime();
    }

    private Result judge(
            Ledger ledger, List<String> observed, Logs logs, Diagnoses diagnoses, Attempts attempts)
            throws IOException, InterruptedException {
        double amplification = attempts.perRequest(ledger.requests());
        Findings findings = Invariants.check(stage.people(), ledger);
        List<String> timelines = timelineDifferences(ledger);
        List<String> violations = new ArrayList<>(findings.violations());
        violations.addAll(observed);
        violations.addAll(timelines);
        List<Diagnoses.Incident> incidents = diagnoses.await(scenario.diagnosis());
        List<String> diagnosis =
                incidents.stream().map(Diagnoses.Incident::diagnosis).distinct().toList();

        List<Ledger.Failure> failures = ledger.failures();
        long refused = failures.stream().filter(Ledger.Failure::isRefusal).count();
        long tolerated =
                switch (scenario.tolerance()) {
                    case NONE -> 0;
                    case ALLOWED -> refused;
                    case OUTAGE -> failures.size();
                };
        if (failures.size() > tolerated) {
            shortfalls.add(
                    "%d of %d requests failed, among them: %s"
                            .formatted(
                                    failures.size(),
                                    ledger.requests(),
                                    failures.stream()
                                            .map(failure ->
                                                    failure.request() + ": " + failure.reason())
                                            .distinct()
                                            .limit(3)
                                            .toList()));
        }
        Duration stall = ledger.longest();
        if (stall.compareTo(scenario.stall()) > 0) {
            slowness.add(
                    "A request took %d ms, and %d ms are allowed."
                            .formatted(stall.toMillis(), scenario.stall().toMillis()));
        }
        findings.lost().stream().limit(3).forEach(shortfalls::add);
        findings.doubled().stream().limit(3).forEach(shortfalls::add);
        violations.stream().limit(3).forEach(shortfalls::add);
        logs.complaints().stream().limit(3).forEach(shortfalls::add);
        if (amplification > MOST_AMPLIFICATION) {
            shortfalls.add("The services saw %.2f requests for one.".formatted(amplification));
        }
        scenario.diagnosis()
                .filter(expected -> diagnosis.stream().noneMatch(expected::equals))
                .ifPresent(expected ->
                        shortfalls.add(
                                "The diagnosis was %s instead of %s."
                                        .formatted(diagnosis, expected)));
        return new Result(
                scenario.name(),
                scenario.title(),
                seed,
                ledger.requests(),
                failures.size(),
                refused,
                stall.toMillis(),
                latency(ledger.latencies().between(Long.MIN_VALUE, faultAt)),
                latency(ledger.latencies().between(faultAt, wholeAt)),
                latency(ledger.latencies().between(wholeAt, Long.MAX_VALUE)),
                detection(incidents),
                recovery,
                ledger.acknowledged().size(),
                findings.lost().size(),
                findings.doubled().size(),
                violations.size(),
                amplification,
                scenario.diagnosis().orElse(""),
                diagnosis,
                shortfalls,
                slowness);
    }

    private List<String> timelineDifferences(Ledger ledger) throws InterruptedException {
        HomeTimelines timelines = new HomeTimelines(stage.people(), ledger);
        long deadline = System.nanoTime() + TIMELINES_WHOLE.toNanos();
        List<String> differences = timelines.differences();
        while (!differences.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(500);
            differences = timelines.differences();
        }
        return differences;
    }

    private long detection(List<Diagnoses.Incident> incidents) {
        return incidents.stream()
                .filter(incident ->
                        scenario.diagnosis().filter(incident.diagnosis()::equals).isPresent())
                .map(Diagnoses.Incident::detected)
                .min(Instant::compareTo)
                .map(detected -> Duration.between(faultInstant, detected).toMillis())
                .orElse(-1L);
    }

    private static Result.Latency latency(Latencies.Distribution latencies) {
        return new Result.Latency(
                latencies.share(0.5).toMillis(), latencies.share(0.99).toMillis());
    }

    /** Who does what, and as which process. */
    private Map<String, String> roles() {
        Map<String, String> roles = new TreeMap<>();
        for (ManagedProcess process : stage.cluster().processes()) {
            roles.put(process.name(), process.role() + " " + process.pid());
        }
        return roles;
    }

    private List<String> changes(Map<String, String> before) {
        return roles().entrySet().stream()
                .filter(entry -> !entry.getValue().equals(before.get(entry.getKey())))
                .map(entry ->
                        "%s was %s and is %s"
                                .formatted(
                                        entry.getKey(),
                                        before.get(entry.getKey()),
                                        entry.getValue()))
                .toList();
    }
}
