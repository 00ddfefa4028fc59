package io.rookery.kit.admission;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Gives each request a virtual thread, yet lets only a few at a time be on their way to being taken
 * or shed; the others wait their turn, as connections that nobody reads from yet. Otherwise an
 * overload makes thousands of threads runnable, each with the buffers of a request, and those that
 * were taken wait for a processor behind those that are about to be shed. Thread-safe.
 *
 * <p>A connection has one request here at the most, so that the limit on connections bounds the
 * queue, too.
 */
public final class Door implements Executor {

    private static final ScopedValue<Entry> CURRENT = ScopedValue.newInstance();

    private final int width;
    private final Object lock = new Object();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int entering;

    /**
     * @param width how many may be on their way at a time
     */
    Door(int width) {
        this.width = width;
    }

    @Override
    public void execute(Runnable request) {
        synchronized (lock) {
            if (entering == width) {
                waiting.add(request);
                return;
            }
            entering++;
        }
        start(request);
    }

    /** The request that the calling thread handles has been taken, or waits: the next may come. */
    public static void passed() {
        if (CURRENT.isBound()) {
            CURRENT.get().pass();
        }
    }

    /** Requests that wait for their turn. */
    int waiting() {
        synchronized (lock) {
            return waiting.size();
        }
    }

    private void start(Runnable request) {
        Thread.ofVirtual()
                .name("request")
                .start(() -> {
                    Entry entry = new Entry();
                    try {
                        ScopedValue.where(CURRENT, entry).run(request);
                    } finally {
                        entry.pass();
                    }
                });
    }

    private void letNextIn() {
        Runnable next;
        synchronized (lock) {
            next = waiting.poll();
            if (next == null) {
                entering--;
                return;
            }
        }
        start(next);
    }

    /** One request's way in. Used by its own thread only. */
    private final class Entry {

        private boolean hasPassed;

        void pass() {
            if (!hasPassed) {
                hasPassed = true;
                letNextIn();
            }
        }
    }
}
