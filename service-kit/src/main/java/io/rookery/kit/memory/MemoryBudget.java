package io.rookery.kit.memory;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the memory that is held for clients while they send or receive. A quarter of it is
 * reserved for small shares, so that large ones cannot crowd them out. When there is no room left,
 * the budget evicts the shares that have been held for longest, if they have been held for long
 * enough: a client at an ordinary pace is done by then. Thread-safe.
 */
public final class MemoryBudget {

    private static final int PART_FOR_SMALL = 4;

    private final long limit;
    private final long limitOfLarge;
    private final int small;
    private final int mostHeld;
    private final long patienceNanos;
    private final LongSupplier clock;

    /** The shares that may be evicted, the oldest first. */
    private final Set<Share> held = new LinkedHashSet<>();

    private long used;
    private long usedByLarge;

    /**
     * @param limit bytes of all shares together
     * @param small largest size of a small share, in bytes
     * @param mostHeld how many shares may be held that have not been settled
     * @param patienceNanos how long a share is held before another may evict it
     * @param clock like {@link System#nanoTime}
     */
    public MemoryBudget(
            long limit, int small, int mostHeld, long patienceNanos, LongSupplier clock) {
        this.limit = limit;
        this.limitOfLarge = limit - limit / PART_FOR_SMALL;
        this.small = small;
        this.mostHeld = mostHeld;
        this.patienceNanos = patienceNanos;
        this.clock = clock;
    }

    /**
     * Begins a share that has no room yet.
     *
     * @param cut called once when the share is evicted: frees the memory and ends the connection
     * @return null when too many are held
     */
    public synchronized @Nullable Share begin(Runnable cut) {
        if (held.size() >= mostHeld && !cutOldest(false)) {
            return null;
        }
        Share share = new Share(cut, clock.getAsLong());
        held.add(share);
        return share;
    }

    /** Begins a share with room for so many bytes; null when there is no room. */
    public synchronized @Nullable Share begin(int bytes, Runnable cut) {
        Share share = begin(cut);
        if (share != null && !reserve(share, bytes)) {
            release(share);
            return null;
        }
        return share;
    }

    /** The reserved bytes of all shares. */
    public synchronized long used() {
        return used;
    }

    /** The number of shares that may be evicted. */
    public synchronized int held() {
        return held.size();
    }

    /** Evicts all shares that have been held for at least this long. */
    public synchronized void cutThoseHeldFor(long nanos) {
        long now = clock.getAsLong();
        Iterator<Share> oldest = held.iterator();
        while (oldest.hasNext()) {
            Share share = oldest.next();
            if (now - share.begun < nanos) {
                return;
            }
            oldest.remove();
            cut(share);
        }
    }

    private synchronized boolean reserve(Share share, int bytes) {
        boolean large = bytes > small;
        while (!share.isCut && !fits(share, bytes, large)) {
            if (!cutOldest(large && used - share.reserved + bytes <= limit)) {
                return false;
            }
        }
        if (share.isCut) {
            return false;
        }
        account(share, -1);
        share.reserved = bytes;
        account(share, 1);
        return true;
    }

    private boolean fits(Share share, int bytes, boolean large) {
        long others = used - share.reserved;
        long largeOthers = usedByLarge - (isLarge(share) ? share.reserved : 0);
        return others + bytes <= limit && (!large || largeOthers + bytes <= limitOfLarge);
    }

    private boolean cutOldest(boolean onlyLarge) {
        long now = clock.getAsLong();
        Iterator<Share> oldest = held.iterator();
        while (oldest.hasNext()) {
            Share share = oldest.next();
            if (now - share.begun < patienceNanos) {
                return false;
            }
            if (!onlyLarge || isLarge(share)) {
                oldest.remove();
                cut(share);
                return true;
            }
        }
        return false;
    }

    private void cut(Share share) {
        share.isCut = true;
        free(share);
        share.cut.run();
    }

    private synchronized boolean settle(Share share) {
        held.remove(share);
        return !share.isCut;
    }

    private synchronized boolean runIfHeld(Share share, Runnable work) {
        if (!share.isCut) {
            work.run();
        }
        return !share.isCut;
    }

    private synchronized void release(Share share) {
        held.remove(share);
        free(share);
    }

    private void free(Share share) {
        account(share, -1);
        share.reserved = 0;
    }

    private void account(Share share, int sign) {
        used += (long) sign * share.reserved;
        if (isLarge(share)) {
            usedByLarge += (long) sign * share.reserved;
        }
    }

    private boolean isLarge(Share share) {
        return share.reserved > small;
    }

    /** One client's share of the memory. One thread uses it, but another thread may evict it. */
    public final class Share implements AutoCloseable {

        private final Runnable cut;
        private final long begun;
        private int reserved;
        private volatile boolean isCut;

        private Share(Runnable cut, long begun) {
            this.cut = cut;
            this.begun = begun;
        }

        /** The time of the clock at which it began. */
        public long begun() {
            return begun;
        }

        /** Whether it was evicted. */
        public boolean isCut() {
            return isCut;
        }

        /**
         * Reserves so many bytes in place of those that it had.
         *
         * @return false when there is no room, or the share was evicted
         */
        public boolean reserve(int bytes) {
            return MemoryBudget.this.reserve(this, bytes);
        }

        /**
         * Runs the work unless the share was evicted; it cannot be evicted meanwhile.
         *
         * @return false when it was evicted
         */
        public boolean runIfHeld(Runnable work) {
            return MemoryBudget.this.runIfHeld(this, work);
        }

        /**
         * Protects the share from eviction from now on.
         *
         * @return false when it was evicted already
         */
        public boolean settle() {
            return MemoryBudget.this.settle(this);
        }

        @Override
        public void close() {
            release(this);
        }
    }
}
