package io.rookery.acceptance;

import io.rookery.acceptance.fault.SmallVolumes;
import io.rookery.acceptance.report.Report;
import io.rookery.acceptance.report.Result;
import io.rookery.acceptance.report.Results;
import io.rookery.acceptance.scenario.Scenario;
import io.rookery.acceptance.scenario.ScenarioRun;
import io.rookery.acceptance.scenario.Scenarios;
import io.rookery.acceptance.scenario.Stage;
import io.rookery.launcher.cluster.ClusterException;
import io.rookery.launcher.cluster.ClusterSettings;
import io.rookery.launcher.cluster.ClusterSettings.Instances;
import io.rookery.launcher.process.Directories;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs the failure scenarios on a platform of its own and writes what was measured. */
public final class Prove {

    private static final int ZOOKEEPERS = 3;

    private final ProveOptions options;
    private final Path target;
    private final Results results;
    private final PrintStream out;
    private final Result.Run run;
    private boolean hasPassed = true;

    private Prove(ProveOptions options, Path target, PrintStream out) {
        this.options = options;
        this.target = target;
        this.results = new Results(target.resolve("results"));
        this.out = out;
        this.run =
                new Result.Run(
                        Instant.now().toString(),
                        options.seed(),
                        Runtime.getRuntime().availableProcessors());
    }

    /** See {@link ProveOptions#parse}. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        PrintStream out = System.out;
        ProveOptions options;
        try {
            options = ProveOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            out.println("rookery: " + e.getMessage() + ".");
            System.exit(2);
            return;
        }
        Path target = ClusterSettings.repository().resolve("target/prove");
        Prove prove = new Prove(options, target, out);
        if (!options.isReport()) {
            prove.run();
        }
        Report report = prove.writeReport();
        if (options.isWhole() || options.isReport()) {
            Path document = ClusterSettings.repository().resolve("docs/failures.md");
            Files.writeString(document, report.markdown());
        }
        out.println("The report is in " + target.resolve("failures.md"));
        System.exit(prove.hasPassed ? 0 : 1);
    }

    /** What the platform of a scenario needs that is not usual; all who need the same share one. */
    private record Needs(
            boolean links, Map<String, Map<String, String>> settings, Set<String> smallVolumes) {

        static Needs of(Scenario scenario) {
            return new Needs(scenario.breaksLinks(), scenario.settings(), scenario.smallVolumes());
        }

        /** Why this machine cannot give it; empty when it can. */
        Optional<String> obstacle() {
            return smallVolumes.isEmpty() ? Optional.empty() : SmallVolumes.obstacle();
        }
    }

    private void run() throws IOException, InterruptedException {
        if (options.isFresh() || options.isWhole()) {
            results.clear();
        }
        Map<Needs, Deque<Scenario>> groups =
                options.scenarios().stream()
                        .filter(scenario -> !options.isRest() || !results.has(scenario.name()))
                        .collect(
                                Collectors.groupingBy(
                                        Needs::of,
                                        LinkedHashMap::new,
                                        Collectors.toCollection(ArrayDeque::new)));
        for (Map.Entry<Needs, Deque<Scenario>> group : groups.entrySet()) {
            Deque<Scenario> left = group.getValue();
            Optional<String> obstacle = group.getKey().obstacle();
            if (obstacle.isPresent()) {
                for (Scenario scenario : left) {
                    keep(nothing(scenario, "It was not run: " + obstacle.get() + "."));
                }
                continue;
            }
            while (!left.isEmpty()) {
                runOnOnePlatform(group.getKey(), left);
            }
        }
    }

    /** As many as it lasts for: a platform that does not recover is replaced by a new one. */
    private void runOnOnePlatform(Needs needs, Deque<Scenario> left)
            throws IOException, InterruptedException {
        Path directory = target.resolve("platform-of-" + left.getFirst());
        Directories.delete(directory);
        ClusterSettings settings =
                ClusterSettings.in(directory)
                        .withPort(options.port())
                        .withInstances(new Instances(2, 2, 2, 2))
                        .withZooKeepers(ZOOKEEPERS)
                        .withLinks(needs.links())
                        .withProperties(needs.settings());
        out.println("Starting a platform and having people sign up.");
        try (SmallVolumes _ = SmallVolumes.mount(directory, needs.smallVolumes());
                Stage stage = Stage.set(settings)) {
            boolean isUsable = true;
            while (isUsable && !left.isEmpty()) {
                isUsable = run(stage, left.removeFirst());
                writeReport();
            }
        }
    }

    /** Tells whether the platform can be used for another one. */
    private boolean run(Stage stage, Scenario scenario) throws IOException, InterruptedException {
        out.printf("%s: %s%n", scenario.name(), scenario.title());
        try {
            keep(ScenarioRun.of(stage, scenario, run, step -> out.println("    " + step)));
            return true;
        } catch (ClusterException | IllegalStateException | UncheckedIOException e) {
            keep(nothing(scenario, "It could not be run to its end: " + e.getMessage()));
            return false;
        }
    }

    private Result nothing(Scenario scenario, String why) {
        return Result.ofNothing(scenario.name(), scenario.title(), run, why);
    }

    private void keep(Result result) throws IOException {
        hasPassed &= result.hasPassed();
        results.keep(result);
        out.printf(
                Locale.ROOT,
                "  %s  %d requests, %d failed, stall %d ms, whole after %d ms, %d acknowledged, %d lost, %d doubled, %d broken%n",
                result.hasPassed() ? "passed" : "FAILED",
                result.load().requests(),
                result.load().failed(),
                result.load().stall(),
                result.times().whole(),
                result.data().acknowledged(),
                result.data().lost(),
                result.data().doubled(),
                result.data().violations());
        result.shortfalls().forEach(sentence -> out.println("    " + sentence));
    }

    private Report writeReport() throws IOException {
        List<String> names = Scenarios.all().stream().map(Scenario::name).toList();
        Report report = Report.of(results, names);
        report.write(target);
        return report;
    }
}
