package io.rookery.acceptance;

import io.rookery.acceptance.scenario.Scenario;
import io.rookery.acceptance.scenario.Scenarios;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * What is to be proved, and how.
 *
 * @param port of the first gateway
 * @param seed of the load and of what is drawn
 * @param seeds how many further seeds the random scenario is run with, drawn by the clock; 0 for
 *     none
 * @param minutes how long faults are drawn for
 * @param faults how many are drawn at the most
 * @param isFresh whether earlier results are forgotten
 * @param isRest whether only those are run that have no result yet
 * @param isReport whether nothing is run and the document is made of the results that there are
 * @param only the names of the scenarios; all of them if there are none
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
     * Reads {@code [--port N] [--seed N] [--seeds N] [--minutes M] [--faults N] [--fresh] [--rest]
     * [--report] [SCENARIO…]}.
     *
     * @throws IllegalArgumentException when they are not understood; the message is one for people
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

    /** Whether every scenario is run, and earlier results mean nothing any more. */
    boolean isWhole() {
        return only.isEmpty() && !isRest && !isReport;
    }

    /**
     * Those that were asked for, with the bounds that were asked for. Whoever says how long faults
     * are drawn for and not how many gets as many as that time holds.
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
