package io.rookery.kit.deadline;

import java.time.Duration;

/**
 * The time after which the caller of a request no longer waits for the answer. It is bound to the
 * handling of one request. Work on other threads sees the deadline only if it is bound there, too.
 */
public final class Deadline {

    /** Request header with the milliseconds left, a positive decimal number. */
    public static final String HEADER = "Rookery-Deadline-Millis";

    /** The time that a request without a deadline gets, and the most that a request may ask for. */
    public static final Duration LONGEST = Duration.ofSeconds(10);

    private static final ScopedValue<Deadline> CURRENT = ScopedValue.newInstance();

    private final long nanoTime;

    private Deadline(long nanoTime) {
        this.nanoTime = nanoTime;
    }

    public static Deadline after(Duration left) {
        return new Deadline(System.nanoTime() + left.toNanos());
    }

    /** The deadline bound to this thread; if none is bound, a new one {@link #LONGEST} from now. */
    public static Deadline current() {
        return CURRENT.isBound() ? CURRENT.get() : after(LONGEST);
    }

    /** Time left; zero, never negative, once the deadline has passed. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
    }

    /**
     * Time left for a call to another service: the time left minus the margin, so that the answer,
     * even if it is a timeout error, arrives before this deadline. The margin is at most a quarter
     * of the time left.
     */
    public Duration remainingFor(Duration margin) {
        Duration left = remaining();
        Duration quarter = left.dividedBy(4);
        return left.minus(margin.compareTo(quarter) < 0 ? margin : quarter);
    }

    public boolean hasPassed() {
        return nanoTime - System.nanoTime() <= 0;
    }

    /** Runs the work under the given deadline, or under the bound one if that is earlier. */
    public static void run(Duration atMost, Runnable work) {
        ScopedValue.where(CURRENT, within(atMost)).run(work);
    }

    /** Like {@link #run}, for work that returns something or throws. */
    public static <T, X extends Throwable> T call(
            Duration atMost, ScopedValue.CallableOp<? extends T, X> work) throws X {
        return ScopedValue.where(CURRENT, within(atMost)).call(work);
    }

    private static Deadline within(Duration atMost) {
        Deadline wanted = after(atMost);
        return CURRENT.isBound() && CURRENT.get().nanoTime - wanted.nanoTime < 0
                ? CURRENT.get()
                : wanted;
    }
}
