package io.rookery.acceptance;

import io.rookery.acceptance.scenario.Scenario;
import io.rookery.acceptance.scenario.Scenarios;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Command-line options of {@link Prove}: which scenarios run, and how.
 *
 * @param port port of the first gateway
 * @param seed seed of the workload and of the random faults
 * @param seeds number of further random seeds that the random scenario is run with; 0 for none
 * @param minutes for how long random faults are injected
 * @param faults maximum number of random faults
 * @param isFresh whether earlier results are deleted
 * @param isRest whether only scenarios without a result are run
 * @param isReport whether no scenario is run, and the report is made from the existing results
 * @param only names of the scenarios to run; empty means all
 */
record ProveOptions(
        int port,
        long seed,
        int seeds,
        OptionalInt minutes,
        OptionalInt faults,
        boolean isFresh,
        boolean isRest,
        boolean isReport,
        List<String> only) {

    private static final int DEFAULT_PORT = 22_000;
    private static final long DEFAULT_SEED = 98;
    private static final String RANDOM = "random";
    private static final int LONGEST_MINUTES = 24 * 60;

    /**
     * Parses {@code [--port N] [--seed N] [--seeds N] [--minutes M] [--faults N] [--fresh] [--rest]
     * [--report] [SCENARIO…]}.
     *
     * @throws IllegalArgumentException if the arguments are invalid; the message is shown to the
     *     user
     */
    static ProveOptions parse(String... arguments) {
        int port = DEFAULT_PORT;
        long seed = DEFAULT_SEED;
        int seeds = 0;
        OptionalInt minutes = OptionalInt.empty();
        OptionalInt faults = OptionalInt.empty();
        boolean isFresh = false;
        boolean isRest = false;
        boolean isReport = false;
        List<String> only = new ArrayList<>();
        List<String> words = new ArrayList<>(Arrays.asList(arguments));
        while (!words.isEmpty()) {
            String word = words.removeFirst();
            switch (word) {
                case "--port" -> port = Math.toIntExact(number(word, words));
                case "--seed" -> seed = number(word, words);
                case "--seeds" -> seeds = positive(word, words);
                case "--minutes" -> minutes = OptionalInt.of(positive(word, words));
                case "--faults" -> faults = OptionalInt.of(positive(word, words));
                case "--fresh" -> isFresh = true;
                case "--rest" -> isRest = true;
                case "--report" -> isReport = true;
                default -> only.add(scenario(word));
            }
        }
        boolean isOtherwiseBound = seed != DEFAULT_SEED || isFresh || isRest || isReport;
        if (seeds > 0 && (isOtherwiseBound || !only.equals(List.of(RANDOM)))) {
            throw new IllegalArgumentException(
                    "--seeds is for the scenario random alone, without --seed, --fresh, --rest or --report");
        }
        return new ProveOptions(
                port, seed, seeds, minutes, faults, isFresh, isRest, isReport, only);
    }

    private static long number(String option, List<String> words) {
        if (words.isEmpty() || !words.getFirst().matches("-?\\d{1,18}")) {
            throw new IllegalArgumentException(option + " needs a number");
        }
        return Long.parseLong(words.removeFirst());
    }

    private static int positive(String option, List<String> words) {
        long number = number(option, words);
        if (number < 1 || number > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(option + " needs a number above 0");
        }
        return (int) number;
    }

    private static String scenario(String word) {
        if (word.startsWith("--")) {
            throw new IllegalArgumentException(word + " is not understood");
        }
        return Scenarios.named(word).name();
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
        if (minutes.isEmpty() && faults.isEmpty()) {
            return wanted;
        }
        Duration atMost = Duration.ofMinutes(minutes.orElse(LONGEST_MINUTES));
        return wanted.stream()
                .map(one -> one.withRandom(faults.orElse(Integer.MAX_VALUE), atMost))
                .toList();
    }
}
