package io.rookery.shard.outbox;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Limits how many threads work at the same time, and to one while they must yield. Urgent work does
 * not yield.
 */
final class PriorityLimiter {

    private final int most;
    private final BooleanSupplier yields;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private final Condition freedForUrgent = lock.newCondition();
    private int taken;
    private int urgentWaiting;

    PriorityLimiter(int most, BooleanSupplier yields) {
        this.most = most;
        this.yields = yields;
    }

    /**
     * Waits for a permit, which the caller must give back.
     *
     * @param urgent whether a caller waits for the work; then it does not yield
     * @return whether a permit came in time
     */
    boolean tryTake(boolean urgent, long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            if (urgent) {
                urgentWaiting++;
            }
            try {
                while (taken >= (urgent ? most : allowed())) {
                    if (left <= 0) {
                        return false;
                    }
                    left = (urgent ? freedForUrgent : freed).awaitNanos(left);
                }
            } finally {
                if (urgent) {
                    urgentWaiting--;
                }
            }
            taken++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Wakes waiting threads. They all wait for a returned permit, because at least one is in use
     * then.
     */
    void giveBack() {
        lock.lock();
        try {
            taken--;
            if (urgentWaiting > 0) {
                freedForUrgent.signal();
            }
            for (int free = allowed() - taken; free > 0; free--) {
                freed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private int allowed() {
        return yields.getAsBoolean() ? 1 : most;
    }
}
