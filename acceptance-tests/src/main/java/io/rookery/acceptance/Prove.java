package io.rookery.acceptance;

import io.rookery.acceptance.fault.SmallVolumes;
import io.rookery.acceptance.report.Report;
import io.rookery.acceptance.report.Result;
import io.rookery.acceptance.scenario.Scenario;
import io.rookery.acceptance.scenario.ScenarioRun;
import io.rookery.acceptance.scenario.Scenarios;
import io.rookery.acceptance.scenario.Stage;
import io.rookery.launcher.cluster.ClusterSettings;
import io.rookery.launcher.cluster.ClusterSettings.Instances;
import io.rookery.launcher.process.Directories;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs the failure scenarios on a platform of its own and writes what was measured. */
public final class Prove {

    private static final int DEFAULT_PORT = 22_000;
    private static final long DEFAULT_SEED = 98;

    private Prove() {}

    private record Options(int port, long seed, List<String> only) {

        static Options parse(String[] arguments) {
            int port = DEFAULT_PORT;
            long seed = DEFAULT_SEED;
            List<String> only = new ArrayList<>();
            List<String> words = new ArrayList<>(Arrays.asList(arguments));
            while (!words.isEmpty()) {
                String word = words.removeFirst();
                if (word.equals("--port") && !words.isEmpty()) {
                    port = Integer.parseInt(words.removeFirst());
                } else if (word.equals("--seed") && !words.isEmpty()) {
                    seed = Long.parseLong(words.removeFirst());
                } else if (word.startsWith("--")) {
                    throw new IllegalArgumentException(word + " is not understood");
                } else {
                    only.add(word);
                }
            }
            return new Options(port, seed, only);
        }

        List<Scenario> scenarios() {
            return only.isEmpty() ? Scenarios.all() : only.stream().map(Scenarios::named).toList();
        }
    }

    /** {@code [--port N] [--seed N] [SCENARIO…]}. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        PrintStream out = System.out;
        Options options;
        List<Scenario> scenarios;
        try {
            options = Options.parse(arguments);
            scenarios = options.scenarios();
        } catch (IllegalArgumentException e) {
            out.println("rookery: " + e.getMessage() + ".");
            System.exit(2);
            return;
        }
        Path target = ClusterSettings.repository().resolve("target/prove");
        Report report = run(options, scenarios, target, out);
        report.write(target);
        if (options.only().isEmpty()) {
            Files.writeString(
                    ClusterSettings.repository().resolve("docs/failures.md"), report.markdown());
        }
        out.println("The report is in " + target.resolve("failures.md"));
        System.exit(report.hasPassed() ? 0 : 1);
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

    private static Report run(
            Options options, List<Scenario> scenarios, Path target, PrintStream out)
            throws IOException, InterruptedException {
        Directories.delete(target);
        List<Result> results = new ArrayList<>();
        List<Report.Omission> omissions = new ArrayList<>();
        Map<Needs, List<Scenario>> groups =
                scenarios.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Needs::of, LinkedHashMap::new, Collectors.toList()));
        for (Map.Entry<Needs, List<Scenario>> group : groups.entrySet()) {
            Needs needs = group.getKey();
            if (needs.obstacle().isPresent()) {
                for (Scenario scenario : group.getValue()) {
                    omissions.add(omit(scenario, needs.obstacle().get(), out));
                }
                continue;
            }
            ClusterSettings settings =
                    ClusterSettings.in(target.resolve("platform-of-" + group.getValue().getFirst()))
                            .withPort(options.port())
                            .withInstances(new Instances(2, 2, 2, 2))
                            .withLinks(needs.links())
                            .withProperties(needs.settings());
            out.println("Starting a platform and having people sign up.");
            try (SmallVolumes _ = SmallVolumes.mount(settings.directory(), needs.smallVolumes());
                    Stage stage = Stage.set(settings)) {
                for (Scenario scenario : group.getValue()) {
                    results.add(run(stage, scenario, options.seed(), out));
                    new Report(results, omissions).write(target);
                }
            }
        }
        return new Report(results, omissions);
    }

    private static Report.Omission omit(Scenario scenario, String reason, PrintStream out) {
        out.printf("%s: %s%n  NOT RUN: %s.%n", scenario.name(), scenario.title(), reason);
        return new Report.Omission(scenario.name(), scenario.title(), reason);
    }

    private static Result run(Stage stage, Scenario scenario, long seed, PrintStream out)
            throws IOException, InterruptedException {
        out.printf("%s: %s%n", scenario.name(), scenario.title());
        Result result = ScenarioRun.of(stage, scenario, seed, step -> out.println("    " + step));
        tell(result, out);
        return result;
    }

    private static void tell(Result result, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "  %s  %d requests, %d failed, stall %d ms, whole after %d ms, %d acknowledged, %d lost, %d doubled, %d broken%n",
                result.hasPassed() ? "passed" : "FAILED",
                result.requests(),
                result.failed(),
                result.stall(),
                result.recovery(),
                result.acknowledged(),
                result.lost(),
                result.doubled(),
                result.violations());
        result.shortfalls().forEach(sentence -> out.println("    " + sentence));
    }
}
