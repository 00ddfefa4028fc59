package io.rookery.acceptance;

import io.rookery.acceptance.fault.SmallVolumes;
import io.rookery.acceptance.report.Report;
import io.rookery.acceptance.report.Result;
import io.rookery.acceptance.report.Results;
import io.rookery.acceptance.scenario.Scenario;
import io.rookery.acceptance.scenario.ScenarioPlatform;
import io.rookery.acceptance.scenario.ScenarioRun;
import io.rookery.acceptance.scenario.Scenarios;
import io.rookery.launcher.cluster.ClusterException;
import io.rookery.launcher.cluster.ClusterSettings;
import io.rookery.launcher.cluster.ClusterSettings.Instances;
import io.rookery.launcher.command.UsageErrors;
import io.rookery.launcher.process.Directories;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Command that runs the failure scenarios on a platform that it starts itself. Writes the
 * measurements into a report.
 */
public final class Prove {

    private static final int ZOOKEEPERS = 3;

    private final ProveOptions options;
    private final Path target;
    private final Results results;
    private final PrintStream out;
    private final Result.Run run;
    private final List<String> summary = new ArrayList<>();
    private boolean hasPassed = true;

    private Prove(ProveOptions options, Path target, PrintStream out) {
        this.options = options;
        this.target = target;
        this.results = new Results(target.resolve("results"));
        this.out = out;
        this.run = run(options.seed());
    }

    private static Result.Run run(long seed) {
        return new Result.Run(
                Instant.now().toString(), seed, Runtime.getRuntime().availableProcessors());
    }

    /** A scenario, and the run whose seed determines the workload and the random faults. */
    private record Planned(Scenario scenario, Result.Run run) {}

    /** The command line. */
    @Command(
            name = "prove",
            description =
                    "Run the failure scenarios on separate platforms, and report what clients saw;"
                            + " results of scenarios that are not run are kept.")
    private static final class Line implements Callable<Integer> {

        @Mixin private ProveOptions options = new ProveOptions();

        @Override
        public Integer call() {
            options.check();
            try {
                return Prove.run(options, System.out) ? 0 : 1;
            } catch (IOException | InterruptedException | RuntimeException e) {
                LoggerFactory.getLogger(Prove.class)
                        .error("The failure scenarios could not be run.", e);
                return 1;
            }
        }
    }

    public static void main(String... arguments) {
        // Threads and processes of the platform that still run would keep this process alive.
        System.exit(UsageErrors.run(new Line(), System.out, arguments));
    }

    private static boolean run(ProveOptions options, PrintStream out)
            throws IOException, InterruptedException {
        Path target = ClusterSettings.repository().resolve("target/prove");
        Prove prove = new Prove(options, target, out);
        if (options.seeds() > 0) {
            prove.runWithManySeeds();
        } else if (!options.isReport()) {
            prove.run();
        }
        Report report = prove.writeReport();
        if (options.isWhole() || options.isReport()) {
            Path document = ClusterSettings.repository().resolve("docs/failures.md");
            Files.writeString(document, report.markdown());
        }
        out.println("The report is in " + target.resolve("failures.md"));
        return prove.hasPassed;
    }

    /**
     * Special requirements of a scenario on its platform. Scenarios with equal requirements share
     * one platform.
     */
    private record Needs(
            boolean links, Map<String, Map<String, String>> settings, Set<String> smallVolumes) {

        static Needs of(Scenario scenario) {
            return new Needs(scenario.breaksLinks(), scenario.settings(), scenario.smallVolumes());
        }

        /** Returns why this machine cannot fulfil the requirements; empty if it can. */
        Optional<String> obstacle() {
            return smallVolumes.isEmpty() ? Optional.empty() : SmallVolumes.obstacle();
        }
    }

    /** Runs the scenarios once for each of several random seeds. */
    private void runWithManySeeds() throws IOException, InterruptedException {
        Random drawn = new Random(System.currentTimeMillis());
        Deque<Planned> left = new ArrayDeque<>();
        for (int i = 0; i < options.seeds(); i++) {
            long seed = drawn.nextInt(1, Integer.MAX_VALUE);
            for (Scenario scenario : options.scenarios()) {
                left.add(new Planned(scenario.withName(scenario.name() + "-" + seed), run(seed)));
            }
        }
        out.println("The seeds are " + left.stream().map(one -> one.run().seed()).toList() + ".");
        Needs needs = Needs.of(left.getFirst().scenario());
        while (!left.isEmpty()) {
            runOnOnePlatform(needs, left);
        }
        out.println("Summary:");
        summary.forEach(out::println);
    }

    private void run() throws IOException, InterruptedException {
        if (options.isFresh() || options.isWhole()) {
            results.clear();
        }
        Map<Needs, Deque<Planned>> groups =
                options.scenarios().stream()
                        .filter(scenario -> !options.isRest() || !results.has(scenario.name()))
                        .map(scenario -> new Planned(scenario, run))
                        .collect(
                                Collectors.groupingBy(
                                        planned -> Needs.of(planned.scenario()),
                                        LinkedHashMap::new,
                                        Collectors.toCollection(ArrayDeque::new)));
        for (Map.Entry<Needs, Deque<Planned>> group : groups.entrySet()) {
            Deque<Planned> left = group.getValue();
            Optional<String> obstacle = group.getKey().obstacle();
            if (obstacle.isPresent()) {
                for (Planned planned : left) {
                    keep(nothing(planned, "The scenario was not run: " + obstacle.get() + "."));
                }
                continue;
            }
            while (!left.isEmpty()) {
                runOnOnePlatform(group.getKey(), left);
            }
        }
    }

    /**
     * Starts a platform and runs scenarios on it until none is left or the platform does not
     * recover. The caller continues with a new platform.
     */
    private void runOnOnePlatform(Needs needs, Deque<Planned> left)
            throws IOException, InterruptedException {
        Path directory = target.resolve("platform-of-" + left.getFirst().scenario());
        Directories.delete(directory);
        ClusterSettings settings =
                ClusterSettings.in(directory)
                        .withPort(options.port())
                        .withInstances(new Instances(2, 2, 2, 2))
                        .withZooKeepers(ZOOKEEPERS)
                        .withLinks(needs.links())
                        .withProperties(needs.settings());
        out.println("Starting a platform and signing up users.");
        try (SmallVolumes _ = SmallVolumes.mount(directory, needs.smallVolumes());
                ScenarioPlatform platform = ScenarioPlatform.start(settings)) {
            boolean isUsable = true;
            while (isUsable && !left.isEmpty()) {
                isUsable = run(platform, left.removeFirst());
                writeReport();
            }
        }
    }

    /** Runs a scenario. Returns whether the platform can be used for another one. */
    private boolean run(ScenarioPlatform platform, Planned planned)
            throws IOException, InterruptedException {
        Scenario scenario = planned.scenario();
        out.printf("%s: %s%n", scenario.name(), scenario.title());
        try {
            keep(
                    ScenarioRun.of(
                            platform, scenario, planned.run(), step -> out.println("    " + step)));
            return true;
        } catch (ClusterException | IllegalStateException | UncheckedIOException e) {
            keep(nothing(planned, "The scenario was aborted: " + e.getMessage()));
            return false;
        }
    }

    private static Result nothing(Planned planned, String why) {
        Scenario scenario = planned.scenario();
        return Result.ofNothing(scenario.name(), scenario.title(), planned.run(), why);
    }

    private void keep(Result result) throws IOException {
        hasPassed &= result.hasPassed();
        results.keep(result);
        String figures =
                String.format(
                        Locale.ROOT,
                        "%s  %d requests, %d failed, stall %d ms, recovered after %d ms, %d acknowledged, %d lost, %d duplicated, %d violations",
                        result.hasPassed() ? "passed" : "FAILED",
                        result.load().requests(),
                        result.load().failed(),
                        result.load().stall(),
                        result.times().whole(),
                        result.data().acknowledged(),
                        result.data().lost(),
                        result.data().doubled(),
                        result.data().violations());
        summary.add("  " + result.scenario() + ": " + figures);
        out.println("  " + figures);
        result.shortfalls().forEach(sentence -> out.println("    " + sentence));
    }

    private Report writeReport() throws IOException {
        List<String> names = Scenarios.all().stream().map(Scenario::name).toList();
        Report report = Report.of(results, names);
        report.write(target);
        return report;
    }
}
