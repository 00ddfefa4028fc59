package io.rookery.user.session;

import io.rookery.shard.slot.Slots;
import io.rookery.shard.transaction.CommittedWrites;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.shard.transaction.ShardWork;
import io.rookery.user.throttle.ClientAddress;
import io.rookery.user.throttle.TooManyRequestsException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Rate-limits password guessing. A try is counted before the password is checked. The count is in
 * the database, so it is shared by all instances and uses the database's clock. A successful try is
 * taken off the count.
 */
@Component
final class SignInThrottle {

    /**
     * The number of names without an account that are remembered per slot, because each costs a
     * row.
     */
    private static final int MOST_PER_SLOT = 256;

    /**
     * The number of addresses that are remembered per account from which its owner has signed in.
     */
    private static final int MOST_PLACES = 20;

    private static final int DAYS_REMEMBERED = 30;

    private final ShardClient shards;
    private final int limit;
    private final Duration window;

    SignInThrottle(ShardClient shards, SessionSettings settings) {
        this.shards = shards;
        this.limit = settings.failedSignIns();
        this.window = settings.failureWindow();
    }

    /**
     * The key of a count of tries.
     *
     * @param slot the slot of the row
     * @param text the key of the row
     */
    record Subject(int slot, String text) {

        static Subject account(int slot, long accountId) {
            return new Subject(slot, "account " + accountId);
        }

        static Subject device(int slot, long accountId, String device) {
            return new Subject(slot, "device " + accountId + " " + Secret.digest(device));
        }

        /**
         * An address from which the account's owner has signed in. Tries are not counted for it.
         */
        static Subject place(int slot, long accountId, ClientAddress address) {
            return new Subject(slot, "place " + accountId + " " + Secret.digest(address.text()));
        }

        /**
         * A name that no account has. It is counted, too, so that it cannot be distinguished from
         * an account.
         */
        static Subject name(LoginName name) {
            return new Subject(Slots.of(name.text()), "name " + Secret.digest(name.text()));
        }
    }

    /**
     * Counts a try.
     *
     * @throws TooManyRequestsException if it exceeds the limit
     */
    void count(Subject subject) {
        Optional<Duration> wait = note(subject, jdbc -> count(jdbc, subject));
        if (wait.isPresent()) {
            throw new TooManyRequestsException(wait.get());
        }
    }

    /** Takes a try off the count. */
    void takeBack(Subject subject) {
        note(subject, jdbc -> takeBack(jdbc, subject));
    }

    /** Whether the account's owner has recently signed in from there. */
    boolean isKnown(Subject place) {
        return shards.read(
                place.slot(),
                jdbc ->
                        jdbc.sql(
                                        """
                                        select exists (select from sign_in_attempt
                                            where slot = :slot and subject = :subject and expires_at > now())\
                                        """)
                                .param("slot", place.slot())
                                .param("subject", place.text())
                                .query(Boolean.class)
                                .single());
    }

    /** Records a successful try: takes it off the count and remembers its address. */
    void succeeded(Subject subject, Subject place) {
        note(
                subject,
                jdbc -> {
                    takeBack(jdbc, subject);
                    jdbc.sql(
                                    """
                                    insert into sign_in_attempt (slot, subject, attempts, expires_at)
                                    values (:slot, :subject, 0, now() + make_interval(days => :days))
                                    on conflict (slot, subject) do update set expires_at = excluded.expires_at\
                                    """)
                            .param("slot", place.slot())
                            .param("subject", place.text())
                            .param("days", DAYS_REMEMBERED)
                            .update();
                    return forgetPlaces(jdbc, place);
                });
    }

    /** A repeated request is counted again: the count is not part of the request's effect. */
    private <T> T note(Subject subject, ShardWork<T> work) {
        return CommittedWrites.aside(() -> shards.write(subject.slot(), work));
    }

    /** Counts a try. Returns how long to wait if it exceeds the limit. */
    private Optional<Duration> count(JdbcClient jdbc, Subject subject) {
        boolean counted =
                jdbc.sql(
                                        """
                                        insert into sign_in_attempt as known (slot, subject, attempts, expires_at)
                                        values (:slot, :subject, 1, now() + make_interval(secs => :seconds))
                                        on conflict (slot, subject) do update set
                                            attempts = case when known.expires_at <= now() then 1
                                                else known.attempts + 1 end,
                                            expires_at = case when known.expires_at <= now()
                                                then excluded.expires_at else known.expires_at end
                                        where known.expires_at <= now() or known.attempts < :limit\
                                        """)
                                .param("slot", subject.slot())
                                .param("subject", subject.text())
                                .param("seconds", window.toMillis() / 1000.0)
                                .param("limit", limit)
                                .update()
                        == 1;
        if (!counted) {
            return Optional.of(timeLeft(jdbc, subject));
        }
        forgetOthers(jdbc, subject);
        return Optional.empty();
    }

    private static Duration timeLeft(JdbcClient jdbc, Subject subject) {
        double seconds =
                jdbc.sql(
                                """
                                select cast(extract(epoch from expires_at - now()) as double precision)
                                from sign_in_attempt where slot = :slot and subject = :subject\
                                """)
                        .param("slot", subject.slot())
                        .param("subject", subject.text())
                        .query(Double.class)
                        .optional()
                        .orElse(0.0);
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    /** Deletes expired rows and, when there are too many names, the oldest. */
    private static void forgetOthers(JdbcClient jdbc, Subject subject) {
        jdbc.sql(
                        """
                        delete from sign_in_attempt where (slot, subject) in (
                            select slot, subject from sign_in_attempt
                            where slot = :slot and subject <> :subject and (expires_at < now()
                                or subject in (
                                    select subject from sign_in_attempt
                                    where slot = :slot and subject like 'name %'
                                    order by expires_at desc offset :most))
                            limit 100 for update skip locked)\
                        """)
                .param("slot", subject.slot())
                .param("subject", subject.text())
                .param("most", MOST_PER_SLOT)
                .update();
    }

    private static int takeBack(JdbcClient jdbc, Subject subject) {
        return jdbc.sql(
                        """
                        update sign_in_attempt set attempts = attempts - 1
                        where slot = :slot and subject = :subject and attempts > 0\
                        """)
                .param("slot", subject.slot())
                .param("subject", subject.text())
                .update();
    }

    /** Deletes all but the latest addresses of the account. */
    private static int forgetPlaces(JdbcClient jdbc, Subject place) {
        String ofAccount = place.text().substring(0, place.text().lastIndexOf(' ') + 1) + "%";
        return jdbc.sql(
                        """
                        delete from sign_in_attempt where (slot, subject) in (
                            select slot, subject from sign_in_attempt
                            where slot = :slot and subject like :places and subject <> :subject
                            order by expires_at desc offset :most
                            for update skip locked)\
                        """)
                .param("slot", place.slot())
                .param("places", ofAccount)
                .param("subject", place.text())
                .param("most", MOST_PLACES - 1)
                .update();
    }
}
