package io.rookery.feed.account;

import java.util.concurrent.atomic.AtomicLong;

/** What user-service said of an account, and how long that stays good; thread-safe. */
final class KnownAccount {

    private final Account account;
    private final long version;
    private final long atMillis;

    /** From then on one caller at a time asks again; the others take what there is. */
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

    /** A greater one is newer; the same does not mean the same counts. */
    long version() {
        return version;
    }

    /** When it was said. */
    long atMillis() {
        return atMillis;
    }

    boolean isUnusable(long now) {
        return now - atMillis > Accounts.USABLE.toMillis();
    }

    /** Asked for along with others, it spares a call of its own soon after. */
    boolean isAging(long now) {
        return now - atMillis > Accounts.FRESH.toMillis() / 2;
    }

    /** True for one caller, and for the next one if that has failed for a while. */
    boolean isToBeAskedFor(long now) {
        long due = askAgainAt.get();
        return now >= due
                && askAgainAt.compareAndSet(due, now + Accounts.LONGEST_REFRESH.toMillis());
    }
}
