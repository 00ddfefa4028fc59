package io.rookery.shard.outbox;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Lets a number of threads work at the same time, and one only while they are to yield. */
final class Turns {

    private final int most;
    private final BooleanSupplier yields;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private final Condition freedForUrgent = lock.newCondition();
    private int taken;
    private int urgentWaiting;

    Turns(int most, BooleanSupplier yields) {
        this.most = most;
        this.yields = yields;
    }

    /**
     * Waits for a turn, which is then to be given back.
     *
     * @param urgent somebody waits for the work, so it does not yield
     * @return whether there was one in time
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

    /** Who waits, waits for a turn that is given back: there is always at least one in use. */
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
