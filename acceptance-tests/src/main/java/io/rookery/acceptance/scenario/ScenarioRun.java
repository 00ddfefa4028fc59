package io.rookery.acceptance.scenario;

import io.rookery.acceptance.fault.FaultStep;
import io.rookery.acceptance.fault.Faults;
import io.rookery.acceptance.invariant.Findings;
import io.rookery.acceptance.invariant.HomeTimelineCheck;
import io.rookery.acceptance.invariant.Invariants;
import io.rookery.acceptance.observation.Observer;
import io.rookery.acceptance.report.Result;
import io.rookery.acceptance.workload.Headroom;
import io.rookery.acceptance.workload.OpenLoopLoad;
import io.rookery.acceptance.workload.RequestLedger;
import io.rookery.launcher.cluster.ClusterException;
import io.rookery.launcher.process.ManagedProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Runs one scenario: load, fault, recovery, load again, and then a check of everything. */
public final class ScenarioRun {

    private static final Duration BEFORE = Duration.ofSeconds(4);
    private static final Duration AFTER = Duration.ofSeconds(3);

    private final ScenarioPlatform platform;
    private final Scenario scenario;
    private final Result.Run run;
    private final Consumer<String> journal;
    private final Timetable timetable = new Timetable();
    private final Verdict verdict;

    private ScenarioRun(
            ScenarioPlatform platform,
            Scenario scenario,
            Result.Run run,
            Consumer<String> journal) {
        this.platform = platform;
        this.scenario = scenario;
        this.run = run;
        this.journal = journal;
        this.verdict = new Verdict(scenario, timetable);
    }

    /**
     * Runs the scenario to its end, whatever happens.
     *
     * @param run its seed is used for the load and for random faults
     * @param journal receives a line about each step
     * @throws ClusterException if the platform is not whole before the fault
     */
    public static Result of(
            ScenarioPlatform platform, Scenario scenario, Result.Run run, Consumer<String> journal)
            throws IOException, InterruptedException {
        return new ScenarioRun(platform, scenario, run, journal).run();
    }

    private Result run() throws IOException, InterruptedException {
        platform.cluster().awaitWhole(scenario.whole().plusMinutes(1));
        platform.leaveSilentGateways(scenario.harmsGateway());
        String name = "%s-%d".formatted(scenario.name(), System.currentTimeMillis());
        int rate = Headroom.requestsPerSecond(platform.people(), run.seed(), name);
        Logs logs = Logs.from(platform.cluster().directory().resolve("logs"));
        Diagnoses diagnoses = Diagnoses.from(platform);
        Map<String, String> rolesBefore = roles();
        try (Observer observer = Observer.start(platform)) {
            long sentBefore = platform.sent();
            OpenLoopLoad load = OpenLoopLoad.start(platform.people(), rate, run.seed(), name);
            try (load) {
                Thread.sleep(BEFORE);
                harm(load);
                Thread.sleep(AFTER);
            }
            observer.finish();
            verdict.platform(observer, platform.sent() - sentBefore);
            if (scenario.isUnnoticed() && !roles().equals(rolesBefore)) {
                verdict.unnoticedWasNoticed(changes(rolesBefore));
            }
            return judge(load.ledger(), rate, observer, logs, diagnoses);
        }
    }

    private void harm(OpenLoopLoad load) throws InterruptedException {
        Faults faults = new Faults(platform, run.seed(), this::note, load::longestWait);
        timetable.faultBegins();
        try {
            for (FaultStep step : scenario.steps()) {
                faults.apply(step);
            }
        } catch (IllegalStateException | IllegalArgumentException | ClusterException e) {
            verdict.faultWasNotMade(e);
        } finally {
            faults.heal();
        }
        timetable.lastStepIsDone();
        try {
            platform.cluster().awaitWhole(scenario.whole());
            timetable.isWhole();
        } catch (ClusterException e) {
            verdict.isNotWhole(e);
        }
    }

    private void note(String step) {
        timetable.note(step);
        journal.accept(step);
    }

    private Result judge(
            RequestLedger ledger, int rate, Observer observer, Logs logs, Diagnoses diagnoses)
            throws IOException, InterruptedException {
        Findings findings = Invariants.check(platform.people(), ledger);
        List<String> timelines =
                new HomeTimelineCheck(platform.people(), ledger).lastingDifferences();
        verdict.load(ledger, rate);
        verdict.data(
                findings, timelines, scenario.splitsShard() ? List.of() : observer.violations());
        verdict.logs(logs);
        verdict.diagnoses(diagnoses.await(scenario.diagnoses()));
        return verdict.result(run);
    }

    /** Returns the role and the process id of each process, by its name. */
    private Map<String, String> roles() {
        Map<String, String> roles = new TreeMap<>();
        for (ManagedProcess process : platform.cluster().processes()) {
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
