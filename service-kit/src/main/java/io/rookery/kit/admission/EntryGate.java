package io.rookery.kit.admission;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Executor that runs each request on a virtual thread, but lets only a few at a time be between
 * their start and the decision to admit or shed them. The others are queued, as connections that
 * are not read yet. Without the gate, an overload makes thousands of threads runnable, each with
 * the buffers of a request, and admitted requests wait for a CPU behind requests that are about to
 * be shed. Thread-safe.
 *
 * <p>Each connection has at most one request here, so the connection limit also bounds the queue.
 */
public final class EntryGate implements Executor {

    private static final ScopedValue<Entry> CURRENT = ScopedValue.newInstance();

    private final int width;
    private final Object lock = new Object();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int entering;

    /**
     * @param width how many requests may be undecided at a time
     */
    EntryGate(int width) {
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

    /**
     * Reports that the calling thread's request has been admitted, or waits. The next request may
     * start.
     */
    public static void passed() {
        if (CURRENT.isBound()) {
            CURRENT.get().pass();
        }
    }

    /** Number of queued requests. */
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

    /** The place of one undecided request. Used by that request's thread only. */
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
