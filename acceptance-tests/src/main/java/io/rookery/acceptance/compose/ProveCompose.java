package io.rookery.acceptance.compose;

import io.rookery.acceptance.client.ApiClient;
import io.rookery.acceptance.client.Application;
import io.rookery.acceptance.client.Person;
import io.rookery.acceptance.graph.SocialGraph;
import io.rookery.acceptance.invariant.Findings;
import io.rookery.acceptance.invariant.HomeTimelineCheck;
import io.rookery.acceptance.invariant.Invariants;
import io.rookery.acceptance.population.Population;
import io.rookery.acceptance.population.Progress;
import io.rookery.acceptance.workload.Headroom;
import io.rookery.acceptance.workload.OpenLoopLoad;
import io.rookery.acceptance.workload.RequestLedger;
import io.rookery.launcher.cluster.ClusterSettings;
import io.rookery.launcher.command.UsageErrors;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Command that runs failure scenarios on the platform of {@code docker-compose.yml}. Starts the
 * platform if necessary and leaves it running. The report shows what clients see that know one
 * gateway and do not retry.
 */
public final class ProveCompose {

    private static final int PEOPLE = 40;
    private static final long SEED = 98;

    /**
     * Time until the JVMs have compiled the code of the workload. Until then they leave little
     * processor time for requests.
     */
    private static final Duration WARM_UP = Duration.ofMinutes(3);

    private static final Duration BEFORE = Duration.ofSeconds(3);
    private static final Duration AFTER = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofMillis(500);
    static final Duration WHOLE = Duration.ofMinutes(3);

    private final Containers containers;
    private final PrintStream out;
    private final Population people;

    private ProveCompose(Containers containers, Population people, PrintStream out) {
        this.containers = containers;
        this.people = people;
        this.out = out;
    }

    /** The command line. */
    @Command(
            name = "prove --tier compose",
            description = "Run failure scenarios on the platform of docker-compose.yml.")
    private static final class Line implements Callable<Integer> {

        @Spec private @Nullable CommandSpec spec;

        @Parameters(
                paramLabel = "SCENARIO",
                description = "The scenarios to run; default: all. ${COMPLETION-CANDIDATES}",
                completionCandidates = Names.class)
        private List<String> only = new ArrayList<>();

        @Override
        public Integer call() throws IOException, InterruptedException {
            List<ComposeScenario> scenarios = new ArrayList<>(ComposeScenario.all());
            for (String name : only) {
                if (scenarios.stream().noneMatch(one -> one.name().equals(name))) {
                    throw new ParameterException(
                            Objects.requireNonNull(spec).commandLine(),
                            "There is no scenario " + name);
                }
            }
            scenarios.removeIf(one -> !only.isEmpty() && !only.contains(one.name()));
            Path home = ClusterSettings.repository();
            Optional<String> obstacle = Docker.obstacle(home);
            if (obstacle.isPresent()) {
                System.out.println(
                        "rookery: the compose tier was not run: " + obstacle.get() + ".");
                return 1;
            }
            return run(home, scenarios, System.out) ? 0 : 1;
        }
    }

    /** The names of all scenarios. */
    private static final class Names implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return ComposeScenario.all().stream().map(ComposeScenario::name).iterator();
        }
    }

    public static void main(String... arguments) {
        System.exit(UsageErrors.run(new Line(), System.out, arguments));
    }

    private static boolean run(Path home, List<ComposeScenario> scenarios, PrintStream out)
            throws IOException, InterruptedException {
        Docker docker = new Docker(home);
        out.println("Starting the platform of docker-compose.yml and signing up users.");
        URI address = StartCompose.start(docker);
        List<ComposeResult> results = new ArrayList<>();
        try (ApiClient api = new ApiClient(address)) {
            Population people = people(api);
            ProveCompose prove = new ProveCompose(new Containers(docker), people, out);
            for (ComposeScenario scenario : scenarios) {
                results.add(prove.prove(scenario));
                Path report = home.resolve("target/prove/failures-compose.md");
                Files.createDirectories(report.getParent());
                Files.writeString(report, report(results));
            }
        }
        return results.stream().allMatch(one -> one.shortfalls().isEmpty());
    }

    /**
     * Signs people up under a new prefix, because the platform may have users from earlier runs.
     * Then warms the platform up.
     */
    private static Population people(ApiClient api) throws InterruptedException {
        String prefix = "c" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
        Population people = signUp(Application.register(api, "Failures in containers"), prefix);
        people.befriend();
        try (OpenLoopLoad _ = OpenLoopLoad.start(people, Headroom.LOWEST, 1, "warm" + prefix)) {
            Thread.sleep(WARM_UP);
        }
        return people;
    }

    /**
     * Signs people up, and retries after a failure. Right after a cold start, a sign-up may take
     * longer than a client waits. If it was applied nevertheless, the retry becomes a sign-in.
     */
    private static Population signUp(Application application, String prefix)
            throws InterruptedException {
        long deadline = System.nanoTime() + WHOLE.toNanos();
        while (true) {
            try {
                return Population.join(
                        SocialGraph.reedCollege().firstPeople(PEOPLE),
                        application,
                        prefix,
                        Progress.SILENT);
            } catch (IllegalStateException failure) {
                if (System.nanoTime() - deadline > 0) {
                    throw failure;
                }
                Thread.sleep(PAUSE);
            }
        }
    }

    private ComposeResult prove(ComposeScenario scenario) throws IOException, InterruptedException {
        out.printf("%s: %s%n", scenario.name(), scenario.title());
        containers.awaitWhole(WHOLE);
        String run = scenario.name() + "-" + System.currentTimeMillis();
        int rate = Headroom.requestsPerSecond(people, SEED, run);
        OpenLoopLoad load = OpenLoopLoad.start(people, rate, SEED, run);
        long fault;
        Recovery recovery;
        Optional<String> undone = Optional.empty();
        try (load) {
            Thread.sleep(BEFORE);
            fault = System.nanoTime();
            try {
                scenario.harm().accept(containers);
                Thread.sleep(scenario.lasts());
            } catch (IllegalStateException e) {
                undone = Optional.of("The fault could not be injected: " + e.getMessage());
            } finally {
                containers.heal();
            }
            recovery = awaitWholeAgain();
            Thread.sleep(AFTER);
        }
        awaitAnswers();
        RequestLedger ledger = load.ledger();
        Findings findings = Invariants.check(people, ledger);
        List<String> timelines = new HomeTimelineCheck(people, ledger).lastingDifferences();
        ComposeResult result =
                ComposeResult.of(scenario, undone, ledger, fault, recovery, findings, timelines);
        out.printf(
                Locale.ROOT,
                "  %s  %d requests (%d per s), %d failed (%d refused), stall %d ms (%s), %s after %d ms, %d acknowledged, %d lost, %d duplicated, %d violations%n",
                result.shortfalls().isEmpty() ? "passed" : "FAILED",
                result.requests(),
                rate,
                result.failed(),
                result.refused(),
                result.stall(),
                result.slowest(),
                result.recovery().isComplete() ? "recovered" : "not recovered",
                result.recovery().millis(),
                result.acknowledged(),
                result.lost(),
                result.doubled(),
                result.violations());
        result.shortfalls().forEach(sentence -> out.println("    " + sentence));
        return result;
    }

    /**
     * Waits until the home timelines can be read. Instances that have just started may still answer
     * 503.
     */
    private void awaitAnswers() throws InterruptedException {
        long deadline = System.nanoTime() + WHOLE.toNanos();
        for (Person person : people.people()) {
            while (!person.get("/api/v1/timelines/home").isSuccess()
                    && System.nanoTime() < deadline) {
                Thread.sleep(PAUSE);
            }
        }
    }

    /**
     * Waits for the recovery. If the platform does not recover, the result says so, and the next
     * scenario does not start.
     */
    private Recovery awaitWholeAgain() {
        long healed = System.nanoTime();
        String obstacle = null;
        try {
            containers.awaitWhole(WHOLE);
        } catch (IllegalStateException e) {
            obstacle = String.valueOf(e.getMessage());
        }
        return new Recovery((System.nanoTime() - healed) / 1_000_000, obstacle);
    }

    private static String report(List<ComposeResult> results) {
        StringBuilder text =
                new StringBuilder(
                        """
                        | fault | requests | failed (refused) | last failure | stall | recovered | acknowledged | lost / duplicated / wrong | passed |
                        |---|---|---|---|---|---|---|---|---|
                        """);
        results.forEach(one -> text.append(one.row()));
        return text.toString();
    }
}
