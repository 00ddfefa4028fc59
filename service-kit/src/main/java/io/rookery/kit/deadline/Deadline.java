package io.rookery.kit.deadline;

import java.time.Duration;

/**
 * The moment after which nobody waits for an answer any more. Bound to the handling of one request;
 * work that a request has started sees the same deadline only on the threads that it is bound on.
 */
public final class Deadline {

    /** Header that carries the milliseconds left, a positive decimal number. */
    public static final String HEADER = "Rookery-Deadline-Millis";

    /** What a request gets that names no deadline, and the most that one may ask for. */
    public static final Duration LONGEST = Duration.ofSeconds(10);

    private static final ScopedValue<Deadline> CURRENT = ScopedValue.newInstance();

    private final long nanoTime;

    private Deadline(long nanoTime) {
        this.nanoTime = nanoTime;
    }

    public static Deadline after(Duration left) {
        return new Deadline(System.nanoTime() + left.toNanos());
    }

    /** The deadline of the work under way; outside any, one that is {@link #LONGEST} away. */
    public static Deadline current() {
        return CURRENT.isBound() ? CURRENT.get() : after(LONGEST);
    }

    /** Time left; zero, never negative, once the deadline has passed. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
    }

    /**
     * What is left for somebody whom the work asks for an answer, so that the answer, be it that
     * there will be none in time, still arrives while the work goes on. Of a time too short for the
     * margin, three quarters.
     */
    public Duration remainingFor(Duration margin) {
        Duration left = remaining();
        Duration quarter = left.dividedBy(4);
        return left.minus(margin.compareTo(quarter) < 0 ? margin : quarter);
    }

    public boolean hasPassed() {
        return nanoTime - System.nanoTime() <= 0;
    }

    /**
     * Runs the work under a deadline that is at most so far away, and never after the one in force.
     */
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
