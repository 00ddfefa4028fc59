package io.rookery.feed.account;

import java.util.concurrent.atomic.AtomicLong;

/** A cached account: an answer of user-service, and how long it is valid. Thread-safe. */
final class KnownAccount {

    private final Account account;
    private final long version;
    private final long atMillis;

    /**
     * From this time on, one caller at a time refreshes the account; the others use the cached one.
     */
    private final AtomicLong askAgainAt;

    KnownAccount(Account account, long version, long atMillis) {
        this.account = account;
        this.version = version;
        this.atMillis = atMillis;
        this.askAgainAt = new AtomicLong(atMillis + Accounts.FRESH.toMillis() + 1);
    }

    Account account() {
        return account;
    }

    /** A greater version is newer. Accounts of the same version may differ in their counters. */
    long version() {
        return version;
    }

    /** When user-service was asked, in milliseconds since 1970. */
    long atMillis() {
        return atMillis;
    }

    boolean isUnusable(long now) {
        return now - atMillis > Accounts.USABLE.toMillis();
    }

    /**
     * Whether half of the fresh time is over. Refreshing such an account together with others saves
     * a separate call soon after.
     */
    boolean isAging(long now) {
        return now - atMillis > Accounts.FRESH.toMillis() / 2;
    }

    /**
     * Whether this caller is to refresh the account. Only one caller gets true, and another one
     * {@link Accounts#LONGEST_REFRESH} later if the refresh has failed.
     */
    boolean isToBeAskedFor(long now) {
        long due = askAgainAt.get();
        return now >= due
                && askAgainAt.compareAndSet(due, now + Accounts.LONGEST_REFRESH.toMillis());
    }
}
