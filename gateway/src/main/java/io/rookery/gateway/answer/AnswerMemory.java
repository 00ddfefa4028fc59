package io.rookery.gateway.answer;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The memory of all answers that are being written. A quarter of it is for small ones, so that
 * large ones cannot keep them out. Where there is no room left, those give theirs up that have been
 * written for longest, if that is long: whoever reads at an ordinary pace is done by then.
 * Thread-safe.
 */
public final class AnswerMemory {

    /** Up to this size an answer is small. */
    static final int SMALL = 256 * 1024;

    private static final int SHARE_OF_SMALL = 4;

    private final long limit;
    private final long limitOfLarge;
    private final long patienceNanos;
    private final long longestNanos;
    private final LongSupplier clock;

    /** Those that are being written, the oldest first. */
    private final Set<Held> held = new LinkedHashSet<>();

    private long used;
    private long usedByLarge;

    /**
     * @param limit bytes
     * @param patienceNanos how long an answer is being written before it may lose its room
     * @param longestNanos how long it may be written at all
     * @param clock like {@link System#nanoTime}
     */
    AnswerMemory(long limit, long patienceNanos, long longestNanos, LongSupplier clock) {
        this.limit = limit;
        this.limitOfLarge = limit - limit / SHARE_OF_SMALL;
        this.patienceNanos = patienceNanos;
        this.longestNanos = longestNanos;
        this.clock = clock;
    }

    /**
     * An answer is about to be written.
     *
     * @param cut frees its memory and ends its connection, should it lose its room
     * @return null when there is no room for it
     */
    public synchronized @Nullable Held begin(int bytes, Runnable cut) {
        boolean large = bytes > SMALL;
        while (!fits(bytes, large)) {
            if (!cutOldest(large && used + bytes <= limit)) {
                return null;
            }
        }
        Held answer = new Held(bytes, cut, clock.getAsLong());
        held.add(answer);
        account(answer, 1);
        return answer;
    }

    synchronized long used() {
        return used;
    }

    synchronized int writing() {
        return held.size();
    }

    /** Ends those that have been written for too long. */
    synchronized void cutLate() {
        long now = clock.getAsLong();
        Iterator<Held> oldest = held.iterator();
        while (oldest.hasNext()) {
            Held answer = oldest.next();
            if (now - answer.begun < longestNanos) {
                return;
            }
            oldest.remove();
            cut(answer);
        }
    }

    private boolean fits(int bytes, boolean large) {
        return used + bytes <= limit && (!large || usedByLarge + bytes <= limitOfLarge);
    }

    private boolean cutOldest(boolean onlyLarge) {
        long now = clock.getAsLong();
        Iterator<Held> oldest = held.iterator();
        while (oldest.hasNext()) {
            Held answer = oldest.next();
            if (now - answer.begun < patienceNanos) {
                return false;
            }
            if (!onlyLarge || answer.isLarge()) {
                oldest.remove();
                cut(answer);
                return true;
            }
        }
        return false;
    }

    private void cut(Held answer) {
        answer.isCut = true;
        account(answer, -1);
        answer.cut.run();
    }

    private synchronized void release(Held answer) {
        if (held.remove(answer)) {
            account(answer, -1);
        }
    }

    private void account(Held answer, int sign) {
        used += (long) sign * answer.bytes;
        if (answer.isLarge()) {
            usedByLarge += (long) sign * answer.bytes;
        }
    }

    /** One answer's room; closed once it is written. */
    public final class Held implements AutoCloseable {

        private final int bytes;
        private final Runnable cut;
        private final long begun;
        private volatile boolean isCut;

        private Held(int bytes, Runnable cut, long begun) {
            this.bytes = bytes;
            this.cut = cut;
            this.begun = begun;
        }

        private boolean isLarge() {
            return bytes > SMALL;
        }

        /** Whether it has lost its room, and its connection. */
        public boolean isCut() {
            return isCut;
        }

        @Override
        public void close() {
            release(this);
        }
    }
}
