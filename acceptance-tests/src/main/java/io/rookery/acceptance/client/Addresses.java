package io.rookery.acceptance.client;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * The gateway addresses that a client knows, and the order in which it tries them. Requests start
 * at each address in turn. An address that has failed is tried last for a while. After that, a
 * single request tries it first again. Thread-safe.
 */
final class Addresses {

    static final Duration PASSED_OVER = Duration.ofSeconds(5);

    private static final long GOOD = Long.MIN_VALUE;

    private final List<URI> all;
    private final LongSupplier nanoTime;

    private final AtomicInteger turn = new AtomicInteger();

    /** For each address, the time at which it is tried first again. */
    private final AtomicLongArray due;

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

    /** Returns all addresses, in the order in which the next request tries them. */
    List<URI> inOrder() {
        List<URI> order = new ArrayList<>();
        List<URI> passedOver = new ArrayList<>();
        int first = Math.floorMod(turn.getAndIncrement(), all.size());
        for (int i = 0; i < all.size(); i++) {
            int address = (first + i) % all.size();
            boolean isNext = isGood(address) || (order.isEmpty() && isTriedAgain(address));
            (isNext ? order : passedOver).add(all.get(address));
        }
        order.addAll(passedOver);
        return order;
    }

    private boolean isGood(int address) {
        return due.get(address) == GOOD;
    }

    private boolean isTriedAgain(int address) {
        long time = due.get(address);
        long now = nanoTime.getAsLong();
        return now - time >= 0 && due.compareAndSet(address, time, now + later());
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
