package io.rookery.kit.failover;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds how much load retries add: every request earns a share of one, and each retry costs one.
 * Thread-safe.
 */
final class RetryBudget {

    private static final long ONE = 1_000;

    private final long earned;
    private final long most;
    private final AtomicLong balance;

    /**
     * @param ratio what a request earns, 0 to 1
     * @param reserve retries that can be saved up, and are there at the start
     */
    RetryBudget(double ratio, int reserve) {
        this.earned = Math.round(ratio * ONE);
        this.most = reserve * ONE;
        this.balance = new AtomicLong(most);
    }

    void earn() {
        if (balance.get() < most) {
            balance.getAndUpdate(now -> Math.min(most, now + earned));
        }
    }

    /** Whether a retry is allowed; then it is paid for. */
    boolean spend() {
        return balance.getAndUpdate(now -> now >= ONE ? now - ONE : now) >= ONE;
    }
}
