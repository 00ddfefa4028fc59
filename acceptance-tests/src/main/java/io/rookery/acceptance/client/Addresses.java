package io.rookery.acceptance.client;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * The addresses that a client knows, and in which order it tries them: one that has failed comes
 * last for a while, and then one request, not all of them, tries it first again; thread-safe.
 */
final class Addresses {

    static final Duration PASSED_OVER = Duration.ofSeconds(5);

    private static final long GOOD = Long.MIN_VALUE;

    private final List<URI> all;
    private final LongSupplier nanoTime;

    /** When each is tried first again. */
    private final AtomicLongArray due;

    /**
     * @param all in the order in which they are tried as long as all are good
     */
    Addresses(List<URI> all, LongSupplier nanoTime) {
        this.all = List.copyOf(all);
        this.nanoTime = nanoTime;
        this.due = new AtomicLongArray(all.size());
        all.forEach(this::answered);
    }

    URI first() {
        return all.getFirst();
    }

    int count() {
        return all.size();
    }

    /** All of them, for one request. */
    List<URI> inOrder() {
        List<URI> order = new ArrayList<>();
        List<URI> passedOver = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            (mayBeTriedFirst(i) ? order : passedOver).add(all.get(i));
        }
        order.addAll(passedOver);
        return order;
    }

    private boolean mayBeTriedFirst(int address) {
        long time = due.get(address);
        long now = nanoTime.getAsLong();
        return time == GOOD || (now - time >= 0 && due.compareAndSet(address, time, now + later()));
    }

    void answered(URI address) {
        due.set(all.indexOf(address), GOOD);
    }

    void failed(URI address) {
        due.set(all.indexOf(address), nanoTime.getAsLong() + later());
    }

    private static long later() {
        return PASSED_OVER.toNanos();
    }
}
