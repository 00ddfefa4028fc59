package io.rookery.acceptance.compose;

import io.rookery.acceptance.invariant.Findings;
import io.rookery.acceptance.workload.RequestLedger;
import io.rookery.acceptance.workload.RequestLedger.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Measurements of one scenario. Times are in milliseconds.
 *
 * @param failed number of requests that did not succeed
 * @param refused number of failed requests that the client was allowed to retry
 * @param lastFailure when the last failure was known, after the fault; -1 if there was none
 * @param stall longest time that a request took
 * @param slowest description of that request
 * @param shortfalls why the scenario has not passed, one sentence each
 */
record ComposeResult(
        String name,
        String title,
        long requests,
        long failed,
        long refused,
        long lastFailure,
        long stall,
        String slowest,
        Recovery recovery,
        int acknowledged,
        int lost,
        int doubled,
        int violations,
        List<String> shortfalls) {

    private static final int SHOWN = 3;

    /**
     * Compares the measurements with what the scenario allows.
     *
     * @param undone why the fault could not be injected, a sentence; empty if it was injected
     * @param fault time of the fault, on the clock of {@link System#nanoTime}
     * @param timelines differences of home timelines, one sentence each
     */
    static ComposeResult of(
            ComposeScenario scenario,
            Optional<String> undone,
            RequestLedger ledger,
            long fault,
            Recovery recovery,
            Findings findings,
            List<String> timelines) {
        List<Failure> failures = ledger.failures();
        long refused = failures.stream().filter(Failure::isRefusal).count();
        List<String> violations = new ArrayList<>(findings.violations());
        violations.addAll(timelines);
        List<String> shortfalls = new ArrayList<>(undone.stream().toList());
        if (!scenario.tolerance().allows(failures)) {
            shortfalls.add(
                    "%d requests failed, among them: %s"
                            .formatted(
                                    failures.size(),
                                    failures.stream()
                                            .map(one -> one.request() + ": " + one.reason())
                                            .distinct()
                                            .limit(SHOWN)
                                            .toList()));
        }
        if (recovery.obstacle() != null) {
            shortfalls.add(
                    "The platform had not recovered after %d ms: %s"
                            .formatted(recovery.millis(), recovery.obstacle()));
        } else if (recovery.millis() > ProveCompose.WHOLE.toMillis()) {
            shortfalls.add("The platform recovered only after %d ms.".formatted(recovery.millis()));
        }
        List.of(findings.lost(), findings.doubled(), violations)
                .forEach(sentences -> sentences.stream().limit(SHOWN).forEach(shortfalls::add));
        return new ComposeResult(
                scenario.name(),
                scenario.title(),
                ledger.requests(),
                failures.size(),
                refused,
                failures.stream().mapToLong(one -> (one.at() - fault) / 1_000_000).max().orElse(-1),
                ledger.longest().toMillis(),
                slowest(ledger, fault),
                recovery,
                ledger.acknowledged().size(),
                findings.lost().size(),
                findings.doubled().size(),
                violations.size(),
                List.copyOf(shortfalls));
    }

    private static String slowest(RequestLedger ledger, long fault) {
        return ledger.latencies()
                .slowest()
                .map(request ->
                        "%s, %d ms after the fault"
                                .formatted(request.what(), (request.start() - fault) / 1_000_000))
                .orElse("none");
    }

    /** Returns the measurements as a row of a Markdown table. */
    String row() {
        return "| %s | %d | %d (%d) | %s | %d | %s | %d | %d / %d / %d | %s |%n"
                .formatted(
                        title,
                        requests,
                        failed,
                        refused,
                        lastFailure < 0 ? "" : lastFailure,
                        stall,
                        recovery.isComplete() ? recovery.millis() : "",
                        acknowledged,
                        lost,
                        doubled,
                        violations,
                        shortfalls.isEmpty() ? "yes" : "**no**");
    }
}
