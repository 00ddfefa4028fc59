package io.rookery.kit.failover;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Retry budget: bounds the load that retries add. Every request earns a fraction of a retry, and
 * each retry costs one. Thread-safe.
 */
final class RetryBudget {

    private static final long ONE = 1_000;

    private final long earned;
    private final long most;
    private final AtomicLong balance;

    /**
     * @param ratio the fraction of a retry that a request earns, 0 to 1
     * @param reserve maximum number of saved retries; the budget starts with it
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

    /** Takes a retry from the budget. Returns false if there is none left. */
    boolean spend() {
        return balance.getAndUpdate(now -> now >= ONE ? now - ONE : now) >= ONE;
    }
}
