package io.rookery.kit.body;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The memory of all bodies. A quarter of it is for small ones, so that large ones cannot keep them
 * out. Where there is no room left, those give theirs up that have been on their way for longest,
 * if that is long: whoever sends at an ordinary pace is done by then. Thread-safe.
 */
final class BodyMemory {

    /** Up to this size a body is small. */
    static final int SMALL = 32 * 1024;

    private static final int SHARE_OF_SMALL = 4;

    private final long limit;
    private final long limitOfLarge;
    private final int mostUnfinished;
    private final long patienceNanos;
    private final LongSupplier clock;
    private final Set<Body> unfinished = new LinkedHashSet<>();
    private long used;
    private long usedByLarge;

    /**
     * @param limit bytes
     * @param mostUnfinished how many may be on their way at a time
     * @param patienceNanos how long a body is on its way before it may lose its room to another
     * @param clock like {@link System#nanoTime}
     */
    BodyMemory(long limit, int mostUnfinished, long patienceNanos, LongSupplier clock) {
        this.limit = limit;
        this.limitOfLarge = limit - limit / SHARE_OF_SMALL;
        this.mostUnfinished = mostUnfinished;
        this.patienceNanos = patienceNanos;
        this.clock = clock;
    }

    /**
     * A body is on its way.
     *
     * @param cut ends its connection, should it lose its room
     * @return null when too many are
     */
    synchronized @Nullable Body begin(Runnable cut) {
        if (unfinished.size() >= mostUnfinished && !revokeOldest(false)) {
            return null;
        }
        Body body = new Body(cut, clock.getAsLong());
        unfinished.add(body);
        return body;
    }

    synchronized long used() {
        return used;
    }

    synchronized int unfinished() {
        return unfinished.size();
    }

    /** Whether there is room; then the body has it instead of what it had. */
    private synchronized boolean reserve(Body body, int capacity) {
        if (body.revoked) {
            return false;
        }
        boolean large = capacity > SMALL;
        while (!fits(body, capacity, large)) {
            if (!revokeOldest(large && used - body.reserved + capacity <= limit) || body.revoked) {
                return false;
            }
        }
        account(body, -1);
        body.reserved = capacity;
        account(body, 1);
        return true;
    }

    private boolean fits(Body body, int capacity, boolean large) {
        long others = used - body.reserved;
        long largeOthers = usedByLarge - (body.isLarge() ? body.reserved : 0);
        return others + capacity <= limit && (!large || largeOthers + capacity <= limitOfLarge);
    }

    private boolean revokeOldest(boolean onlyLarge) {
        long now = clock.getAsLong();
        Iterator<Body> oldest = unfinished.iterator();
        while (oldest.hasNext()) {
            Body body = oldest.next();
            if (now - body.begun < patienceNanos) {
                return false;
            }
            if (!onlyLarge || body.isLarge()) {
                oldest.remove();
                body.revoked = true;
                body.bytes = Body.NONE;
                account(body, -1);
                body.reserved = 0;
                body.cut.run();
                return true;
            }
        }
        return false;
    }

    private synchronized boolean hold(Body body, byte[] bytes) {
        if (!body.revoked) {
            body.bytes = bytes;
        }
        return !body.revoked;
    }

    private synchronized boolean finish(Body body) {
        unfinished.remove(body);
        return !body.revoked;
    }

    private synchronized void release(Body body) {
        unfinished.remove(body);
        account(body, -1);
        body.reserved = 0;
        body.bytes = Body.NONE;
    }

    private void account(Body body, int sign) {
        used += (long) sign * body.reserved;
        if (body.isLarge()) {
            usedByLarge += (long) sign * body.reserved;
        }
    }

    /** One body, as far as it is there. Used by one thread, but may lose its room to another's. */
    final class Body implements AutoCloseable {

        private static final byte[] NONE = {};
        private static final int LEAST = 1024;

        private final Runnable cut;
        private final long begun;
        private int reserved;
        private boolean revoked;
        private volatile byte[] bytes = NONE;
        private int length;

        private Body(Runnable cut, long begun) {
            this.cut = cut;
            this.begun = begun;
        }

        private boolean isLarge() {
            return reserved > SMALL;
        }

        int length() {
            return length;
        }

        /** When it began, by the clock. */
        long begun() {
            return begun;
        }

        /**
         * Adds what has arrived.
         *
         * @param expected the length of the whole, or -1
         * @return whether there is room for it
         */
        boolean append(ByteBuffer chunk, int expected) {
            int needed = length + chunk.remaining();
            byte[] target = bytes;
            if (needed > target.length) {
                int capacity = Math.max(needed, Math.max(LEAST, 2 * target.length));
                if (expected >= needed) {
                    capacity = Math.min(capacity, expected);
                }
                if (!reserve(this, capacity)) {
                    return false;
                }
                target = Arrays.copyOf(target, capacity);
                if (!hold(this, target)) {
                    return false;
                }
            }
            int count = chunk.remaining();
            chunk.get(target, length, count);
            length += count;
            return true;
        }

        /** Nothing more will come; false when it has lost its room. */
        boolean finish() {
            return BodyMemory.this.finish(this);
        }

        /** What has arrived, from the begin of the array. */
        byte[] bytes() {
            return bytes;
        }

        @Override
        public void close() {
            release(this);
        }
    }
}
