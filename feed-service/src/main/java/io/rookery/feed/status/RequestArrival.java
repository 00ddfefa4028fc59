package io.rookery.feed.status;

import io.rookery.kit.error.UnavailableException;
import io.rookery.shard.id.Ids;
import java.time.Duration;
import java.time.Instant;

/**
 * The time at which a request arrived. A request that is delayed, because its instance was paused
 * or its shard had no primary, must not undo what was requested and done after it. When a request
 * finds a greater version than its own, there are two causes: a later request, or the clock of
 * another instance that is slightly ahead. A request may assume clock skew only while it is new.
 */
public final class RequestArrival {

    /** Maximum clock skew between instances, and so the time for which a request is new. */
    private static final Duration NEW = Duration.ofMillis(500);

    /** How soon a client retries a request after an instance has died before it answered. */
    private static final Duration REPEATED_WITHIN = Duration.ofMinutes(1);

    private final long nanoTime;

    private RequestArrival(long nanoTime) {
        this.nanoTime = nanoTime;
    }

    public static RequestArrival now() {
        return new RequestArrival(System.nanoTime());
    }

    /** The arrival of a request that came the given time ago. */
    public static RequestArrival before(Duration ago) {
        return new RequestArrival(System.nanoTime() - ago.toNanos());
    }

    /**
     * Refuses a request that is no longer new.
     *
     * @throws UnavailableException when the request is no longer new; nothing was done for it
     */
    public void refuseIfLate() {
        if (System.nanoTime() - nanoTime > NEW.toNanos()) {
            throw new UnavailableException(
                    "A request was delayed, and a newer one was applied", null);
        }
    }

    /**
     * Whether the entity with the id was created so recently that its instance may have died before
     * it dispatched the follow-up work. A retry within that time does the work again. Later, the
     * outbox has done it.
     */
    public static boolean isRecent(long id, Instant now) {
        return Ids.timeOf(id).isAfter(now.minus(REPEATED_WITHIN));
    }
}
