package io.rookery.acceptance;

import io.rookery.acceptance.scenario.Scenario;
import io.rookery.acceptance.scenario.Scenarios;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Command-line options of {@link Prove}: which scenarios run, and how. */
final class ProveOptions {

    private static final int DEFAULT_PORT = 22_000;
    private static final long DEFAULT_SEED = 98;
    private static final String RANDOM = "random";
    private static final int LONGEST_MINUTES = 24 * 60;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port of the first gateway (${DEFAULT-VALUE}).")
    private int port = DEFAULT_PORT;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of the workload and of the random faults (${DEFAULT-VALUE}).")
    private long seed = DEFAULT_SEED;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "Run the scenario random with N random seeds.")
    private @Nullable Integer seeds;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            description = "Inject random faults for M minutes, not for 8.")
    private @Nullable Integer minutes;

    @Option(names = "--faults", paramLabel = "N", description = "Inject at most N random faults.")
    private @Nullable Integer faults;

    @Option(
            names = "--fresh",
            description = "Delete earlier results; a run of all scenarios does so.")
    private boolean isFresh;

    @Option(names = "--rest", description = "Run the scenarios that have no result yet.")
    private boolean isRest;

    @Option(
            names = "--report",
            description = "Run nothing; write docs/failures.md from the existing results.")
    private boolean isReport;

    @Parameters(paramLabel = "SCENARIO", description = "The scenarios to run; default: all.")
    private List<String> only = new ArrayList<>();

    /**
     * Checks what the options mean together.
     *
     * @throws ParameterException if that makes no sense
     */
    void check() {
        requirePositive("--seeds", seeds);
        requirePositive("--minutes", minutes);
        requirePositive("--faults", faults);
        for (String name : only) {
            try {
                Scenarios.named(name);
            } catch (IllegalArgumentException e) {
                throw wrong(String.valueOf(e.getMessage()));
            }
        }
        boolean isOtherwiseBound = seed != DEFAULT_SEED || isFresh || isRest || isReport;
        if (seeds != null && (isOtherwiseBound || !only.equals(List.of(RANDOM)))) {
            throw wrong(
                    "--seeds works only with the scenario random, and not with --seed, --fresh, --rest or --report");
        }
    }

    private void requirePositive(String option, @Nullable Integer value) {
        if (value != null && value < 1) {
            throw wrong(option + " needs a number above 0");
        }
    }

    private ParameterException wrong(String sentence) {
        CommandLine line = spec == null ? new CommandLine(this) : spec.commandLine();
        return new ParameterException(line, sentence);
    }

    /** Port of the first gateway. */
    int port() {
        return port;
    }

    /** Seed of the workload and of the random faults. */
    long seed() {
        return seed;
    }

    /** Number of further random seeds that the random scenario is run with; 0 for none. */
    int seeds() {
        return seeds == null ? 0 : seeds;
    }

    /** Whether earlier results are deleted. */
    boolean isFresh() {
        return isFresh;
    }

    /** Whether only scenarios without a result are run. */
    boolean isRest() {
        return isRest;
    }

    /** Whether no scenario is run, and the report is made from the existing results. */
    boolean isReport() {
        return isReport;
    }

    /** Whether every scenario is run, so that earlier results are discarded. */
    boolean isWhole() {
        return only.isEmpty() && !isRest && !isReport;
    }

    /**
     * Returns the requested scenarios, with the requested bounds for random faults. If only the
     * duration is given, the number of faults is unlimited.
     */
    List<Scenario> scenarios() {
        List<Scenario> wanted =
                only.isEmpty() ? Scenarios.all() : only.stream().map(Scenarios::named).toList();
        if (minutes == null && faults == null) {
            return wanted;
        }
        Duration atMost = Duration.ofMinutes(minutes == null ? LONGEST_MINUTES : minutes);
        int most = faults == null ? Integer.MAX_VALUE : faults;
        return wanted.stream().map(one -> one.withRandom(most, atMost)).toList();
    }
}
