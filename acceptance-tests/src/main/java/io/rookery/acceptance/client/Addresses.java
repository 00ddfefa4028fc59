package io.rookery.acceptance.client;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * The addresses that clients know, and in which order they try them. Requests take turns at which
 * address they try first. One that has failed comes last for a while, and then one request, not all
 * of them, tries it first again. Thread-safe.
 */
final class Addresses {

    static final Duration PASSED_OVER = Duration.ofSeconds(5);

    private static final long GOOD = Long.MIN_VALUE;

    private final List<URI> all;
    private final LongSupplier nanoTime;

    private final AtomicInteger turn = new AtomicInteger();

    /** When each is tried first again. */
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

    /** All of them, for one request. */
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
