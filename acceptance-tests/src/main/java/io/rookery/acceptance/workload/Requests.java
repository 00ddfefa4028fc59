package io.rookery.acceptance.workload;

import io.rookery.acceptance.client.Answer;
import io.rookery.acceptance.client.Outcome;
import java.io.UncheckedIOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Sends requests, makes outcomes of their answers and tells the ledger how they ended. */
final class Requests {

    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;
    private static final int OUTCOME_UNKNOWN = 504;
    private static final int NOT_FOUND = 404;

    /** There is nothing that could be refused to whoever asks. */
    static final Set<Integer> NONE = Set.of();

    /** What is asked for may be deleted meanwhile, or not be there for whoever asks. */
    static final Set<Integer> IF_VISIBLE = Set.of(NOT_FOUND);

    /** The same, and 403 is for whoever blocks the author. */
    static final Set<Integer> IF_NOT_BLOCKING = Set.of(403, NOT_FOUND);

    /** How often a client asks again under the same key when it does not know what happened. */
    private static final int REPETITIONS = 3;

    private static final Duration BETWEEN_REPETITIONS = Duration.ofMillis(500);

    private final Ledger ledger;

    Requests(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * A read.
     *
     * @param expected statuses besides success that are no failure
     * @param then is given what was answered if it was a success
     */
    void read(String what, Set<Integer> expected, Supplier<Answer> request, Consumer<Answer> then) {
        try {
            Answer answer = request.get();
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
     * A write.
     *
     * @param expected statuses besides success that are no failure
     * @param acknowledged is given the answer if it was a success
     */
    Outcome write(
            String what,
            Set<Integer> expected,
            Supplier<Answer> request,
            Consumer<Answer> acknowledged) {
        try {
            Answer answer = request.get();
            if (answer.isSuccess()) {
                acknowledged.accept(answer);
                return Outcome.ACKNOWLEDGED;
            }
            if (!expected.contains(answer.status())) {
                ledger.fail(failure(what, answer));
            }
            boolean isSaidNotToBeDone =
                    answer.status() < SERVER_ERROR || answer.status() == UNAVAILABLE;
            return isSaidNotToBeDone && !answer.isToARepetition()
                    ? Outcome.REFUSED
                    : Outcome.UNKNOWN;
        } catch (UncheckedIOException e) {
            ledger.fail(failure(what, e));
            return Outcome.UNKNOWN;
        }
    }

    /**
     * A write under a key of the client's: as long as its outcome is unknown it is asked for again,
     * a few times. Whatever was done under a key before, the answer is the same again.
     *
     * @param request sends it under the key that it is given
     * @param first is called when the first attempt has ended
     */
    Outcome keyed(
            String what,
            Set<Integer> expected,
            Function<String, Answer> request,
            Consumer<Answer> acknowledged,
            Runnable first) {
        String key = UUID.randomUUID().toString();
        Outcome outcome = write(what, expected, () -> request.apply(key), acknowledged);
        first.run();
        for (int i = 0; i < REPETITIONS && outcome == Outcome.UNKNOWN; i++) {
            LockSupport.parkNanos(BETWEEN_REPETITIONS.toNanos());
            outcome = repeat(what, () -> request.apply(key), acknowledged);
        }
        return outcome;
    }

    private Outcome repeat(String what, Supplier<Answer> request, Consumer<Answer> acknowledged) {
        try {
            Answer answer = request.get();
            if (answer.isSuccess()) {
                acknowledged.accept(answer);
                return Outcome.ACKNOWLEDGED;
            }
            if (what.startsWith("DELETE") && answer.status() == NOT_FOUND) {
                ledger.violation(
                        "A DELETE that was sent again under its key was answered 404: "
                                + answer.text());
            }
            return Outcome.UNKNOWN;
        } catch (UncheckedIOException e) {
            return Outcome.UNKNOWN;
        }
    }

    private static Ledger.Failure failure(String what, Answer answer) {
        boolean isRefusal =
                (answer.status() == UNAVAILABLE || answer.status() == OUTCOME_UNKNOWN)
                        && answer.headers().firstValue("Retry-After").isPresent();
        return new Ledger.Failure(
                what, answer.status() + " " + answer.text(), isRefusal, System.nanoTime());
    }

    private static Ledger.Failure failure(String what, UncheckedIOException e) {
        return new Ledger.Failure(
                what,
                e.getCause() instanceof HttpTimeoutException
                        ? "no answer within the client's patience"
                        : String.valueOf(e.getCause()),
                false,
                System.nanoTime());
    }
}
