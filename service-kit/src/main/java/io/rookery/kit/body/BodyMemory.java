package io.rookery.kit.body;

import io.rookery.kit.memory.MemoryBudget;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The memory budget of all request bodies. Thread-safe. */
final class BodyMemory {

    /** Up to this size, in bytes, a body is small: part of the memory is reserved for those. */
    static final int SMALL = 32 * 1024;

    private final MemoryBudget budget;

    /**
     * @param limit bytes of all bodies together
     * @param mostUnfinished how many bodies may be arriving at a time
     * @param patienceNanos how long a body may be arriving before it may be evicted for another one
     * @param clock like {@link System#nanoTime}
     */
    BodyMemory(long limit, int mostUnfinished, long patienceNanos, LongSupplier clock) {
        this.budget = new MemoryBudget(limit, SMALL, mostUnfinished, patienceNanos, clock);
    }

    /**
     * Begins a body that is about to arrive.
     *
     * @param cut closes its connection if the body is evicted
     * @return null if too many bodies are arriving
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

    /**
     * The part of one body that has arrived. Used by one thread, but another thread's body may
     * evict it.
     */
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

        /** When the body began to arrive, by the clock of the memory. */
        long begun() {
            return share.begun();
        }

        /**
         * Appends a chunk.
         *
         * @param expected the length of the whole body in bytes, or -1 if it is unknown
         * @return false if there is no room, or if the body has been evicted
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

        /** Marks the body as complete. Returns false if it has been evicted. */
        boolean finish() {
            return share.settle();
        }

        /** The received bytes, from index 0 up to {@link #length()}. The array may be longer. */
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
