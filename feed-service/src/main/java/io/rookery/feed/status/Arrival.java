package io.rookery.feed.status;

import io.rookery.kit.error.UnavailableException;
import io.rookery.shard.id.Ids;
import java.time.Duration;
import java.time.Instant;

/**
 * When a request came. One that is held up (its instance stood still, its shard had no primary)
 * must not undo what was asked for and done after it: only while it is new may it take what is
 * newer by its version for the work of an instance whose clock is a little ahead.
 */
public final class Arrival {

    /** By so much clocks of instances may differ. */
    private static final Duration NEW = Duration.ofMillis(500);

    /** A request is repeated so soon, if at all, after an instance has died with its answer. */
    private static final Duration REPEATED_WITHIN = Duration.ofMinutes(1);

    private final long nanoTime;

    private Arrival(long nanoTime) {
        this.nanoTime = nanoTime;
    }

    public static Arrival now() {
        return new Arrival(System.nanoTime());
    }

    /** Of a request that came so long ago. */
    public static Arrival before(Duration ago) {
        return new Arrival(System.nanoTime() - ago.toNanos());
    }

    /**
     * @throws UnavailableException when the request is no longer new; what it asks for is not done
     */
    public void refuseIfLate() {
        if (System.nanoTime() - nanoTime > NEW.toNanos()) {
            throw new UnavailableException(
                    "A request was held up, and something newer was done", null);
        }
    }

    /**
     * Whether what has the id was made so lately that its instance may not have got round to what
     * follows from it. Whoever finds it does that once more; later the outbox has done it.
     */
    public static boolean isRecent(long id, Instant now) {
        return Ids.timeOf(id).isAfter(now.minus(REPEATED_WITHIN));
    }
}
