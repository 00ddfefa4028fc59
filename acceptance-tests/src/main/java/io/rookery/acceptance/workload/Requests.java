package io.rookery.acceptance.workload;

import io.rookery.acceptance.client.ApiResponse;
import io.rookery.acceptance.client.WriteOutcome;
import java.io.UncheckedIOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Sends requests, derives the outcome from the answer, and records it in the ledger. */
final class Requests {

    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;
    private static final int OUTCOME_UNKNOWN = 504;
    private static final int NOT_FOUND = 404;

    /** No refusal is expected. */
    static final Set<Integer> NONE = Set.of();

    /** The target may be deleted meanwhile, or be invisible to the client. */
    static final Set<Integer> IF_VISIBLE = Set.of(NOT_FOUND);

    /** The same, and 403 for a client that blocks the author. */
    static final Set<Integer> IF_NOT_BLOCKING = Set.of(403, NOT_FOUND);

    /** How often a client retries with the same idempotency key while the outcome is unknown. */
    private static final int REPETITIONS = 3;

    private static final Duration BETWEEN_REPETITIONS = Duration.ofMillis(500);

    private final RequestLedger ledger;

    Requests(RequestLedger ledger) {
        this.ledger = ledger;
    }

    /**
     * Sends a read.
     *
     * @param expected status codes besides success that are no failure
     * @param then receives the answer if it was a success
     */
    void read(
            String what,
            Set<Integer> expected,
            Supplier<ApiResponse> request,
            Consumer<ApiResponse> then) {
        try {
            ApiResponse answer = request.get();
            if (answer.isSuccess()) {
                then.accept(answer);
            } else if (!expected.contains(answer.status())) {
                ledger.fail(failure(what, answer));
            }
        } catch (UncheckedIOException e) {
            ledger.fail(failure(what, e));
        }
    }

    /**
     * Sends a write.
     *
     * @param expected status codes besides success that are no failure
     * @param acknowledged receives the answer if it was a success
     */
    WriteOutcome write(
            String what,
            Set<Integer> expected,
            Supplier<ApiResponse> request,
            Consumer<ApiResponse> acknowledged) {
        try {
            ApiResponse answer = request.get();
            if (answer.isSuccess()) {
                acknowledged.accept(answer);
                return WriteOutcome.ACKNOWLEDGED;
            }
            if (!expected.contains(answer.status())) {
                ledger.fail(failure(what, answer));
            }
            boolean isSaidNotToBeDone =
                    answer.status() < SERVER_ERROR || answer.status() == UNAVAILABLE;
            return isSaidNotToBeDone && !answer.isToARepetition()
                    ? WriteOutcome.REFUSED
                    : WriteOutcome.UNKNOWN;
        } catch (UncheckedIOException e) {
            ledger.fail(failure(what, e));
            return WriteOutcome.UNKNOWN;
        }
    }

    /**
     * Sends a write with an idempotency key. Retries it a few times while its outcome is unknown.
     * If an earlier attempt with the key was executed, the answer must be the same again.
     *
     * @param request sends the write with the key that it is given
     * @param first runs when the first attempt has ended
     */
    WriteOutcome keyed(
            String what,
            Set<Integer> expected,
            Function<String, ApiResponse> request,
            Consumer<ApiResponse> acknowledged,
            Runnable first) {
        String key = UUID.randomUUID().toString();
        WriteOutcome outcome = write(what, expected, () -> request.apply(key), acknowledged);
        first.run();
        for (int i = 0; i < REPETITIONS && outcome == WriteOutcome.UNKNOWN; i++) {
            LockSupport.parkNanos(BETWEEN_REPETITIONS.toNanos());
            outcome = repeat(what, () -> request.apply(key), acknowledged);
        }
        return outcome;
    }

    private WriteOutcome repeat(
            String what, Supplier<ApiResponse> request, Consumer<ApiResponse> acknowledged) {
        try {
            ApiResponse answer = request.get();
            if (answer.isSuccess()) {
                acknowledged.accept(answer);
                return WriteOutcome.ACKNOWLEDGED;
            }
            if (what.startsWith("DELETE") && answer.status() == NOT_FOUND) {
                ledger.violation(
                        "A DELETE retried with its idempotency key returned 404: " + answer.text());
            }
            return WriteOutcome.UNKNOWN;
        } catch (UncheckedIOException e) {
            return WriteOutcome.UNKNOWN;
        }
    }

    private static RequestLedger.Failure failure(String what, ApiResponse answer) {
        boolean isRefusal =
                (answer.status() == UNAVAILABLE || answer.status() == OUTCOME_UNKNOWN)
                        && answer.headers().firstValue("Retry-After").isPresent();
        return new RequestLedger.Failure(
                what, answer.status() + " " + answer.text(), isRefusal, System.nanoTime());
    }

    private static RequestLedger.Failure failure(String what, UncheckedIOException e) {
        return new RequestLedger.Failure(
                what,
                e.getCause() instanceof HttpTimeoutException
                        ? "the request timed out"
                        : String.valueOf(e.getCause()),
                false,
                System.nanoTime());
    }
}
