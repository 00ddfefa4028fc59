package io.rookery.kit.body;

import io.rookery.kit.memory.MemoryBudget;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The memory of all bodies. Thread-safe. */
final class BodyMemory {

    /** Up to this size a body is small. */
    static final int SMALL = 32 * 1024;

    private final MemoryBudget budget;

    /**
     * @param limit bytes
     * @param mostUnfinished how many may be on their way at a time
     * @param patienceNanos how long a body is on its way before it may lose its room to another
     * @param clock like {@link System#nanoTime}
     */
    BodyMemory(long limit, int mostUnfinished, long patienceNanos, LongSupplier clock) {
        this.budget = new MemoryBudget(limit, SMALL, mostUnfinished, patienceNanos, clock);
    }

    /**
     * A body is on its way.
     *
     * @param cut ends its connection, should it lose its room
     * @return null when too many are
     */
    @Nullable Body begin(Runnable cut) {
        Buffer buffer = new Buffer();
        MemoryBudget.Share share =
                budget.begin(() -> {
                    buffer.bytes = Buffer.NONE;
                    cut.run();
                });
        return share == null ? null : new Body(share, buffer);
    }

    long used() {
        return budget.used();
    }

    int unfinished() {
        return budget.held();
    }

    private static final class Buffer {

        private static final byte[] NONE = {};

        private volatile byte[] bytes = NONE;
    }

    /** One body, as far as it is there. Used by one thread, but may lose its room to another's. */
    static final class Body implements AutoCloseable {

        private static final int LEAST = 1024;

        private final MemoryBudget.Share share;
        private final Buffer buffer;
        private int length;

        private Body(MemoryBudget.Share share, Buffer buffer) {
            this.share = share;
            this.buffer = buffer;
        }

        int length() {
            return length;
        }

        /** When it began, by the clock. */
        long begun() {
            return share.begun();
        }

        /**
         * Adds what has arrived.
         *
         * @param expected the length of the whole, or -1
         * @return whether there is room for it
         */
        boolean append(ByteBuffer chunk, int expected) {
            int needed = length + chunk.remaining();
            byte[] target = buffer.bytes;
            if (needed > target.length) {
                int capacity = Math.max(needed, Math.max(LEAST, 2 * target.length));
                if (expected >= needed) {
                    capacity = Math.min(capacity, expected);
                }
                if (!share.reserve(capacity)) {
                    return false;
                }
                byte[] grown = Arrays.copyOf(target, capacity);
                if (!share.runIfHeld(() -> buffer.bytes = grown)) {
                    return false;
                }
                target = grown;
            }
            int count = chunk.remaining();
            chunk.get(target, length, count);
            length += count;
            return true;
        }

        /** Nothing more will come; false when it has lost its room. */
        boolean finish() {
            return share.settle();
        }

        /** What has arrived, from the begin of the array. */
        byte[] bytes() {
            return buffer.bytes;
        }

        @Override
        public void close() {
            share.close();
            buffer.bytes = Buffer.NONE;
        }
    }
}
