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
 * Slows down whoever guesses passwords. Tries are counted before the password is looked at, for all
 * instances together and by the database's clock; one that was right is taken back.
 */
@Component
final class SignInThrottle {

    /** Names that no account has cost a row each: of one slot so many are remembered. */
    private static final int MOST_PER_SLOT = 256;

    /** So many addresses are remembered from which the owner of an account has signed in. */
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
     * What tries count against.
     *
     * @param slot where they are counted
     * @param text what it is called there
     */
    record Subject(int slot, String text) {

        static Subject account(int slot, long accountId) {
            return new Subject(slot, "account " + accountId);
        }

        static Subject device(int slot, long accountId, String device) {
            return new Subject(slot, "device " + accountId + " " + Secret.digest(device));
        }

        /** Where the account's owner has signed in from; tries are not counted against it. */
        static Subject place(int slot, long accountId, ClientAddress address) {
            return new Subject(slot, "place " + accountId + " " + Secret.digest(address.text()));
        }

        /** A name that no account has; counted all the same, so that it does not differ. */
        static Subject name(LoginName name) {
            return new Subject(Slots.of(name.text()), "name " + Secret.digest(name.text()));
        }
    }

    /**
     * Counts a try.
     *
     * @throws TooManyRequestsException if it would be one too many
     */
    void count(Subject subject) {
        Optional<Duration> wait = note(subject, jdbc -> count(jdbc, subject));
        if (wait.isPresent()) {
            throw new TooManyRequestsException(wait.get());
        }
    }

    /** A try that does not count after all. */
    void takeBack(Subject subject) {
        note(subject, jdbc -> takeBack(jdbc, subject));
    }

    /** Whether the account's owner has signed in from there lately. */
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

    /** A try that was right: it does not count, and its place is known from now on. */
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

    /** Whoever repeats a request is counted again: that one was counted is no effect of it. */
    private <T> T note(Subject subject, ShardWork<T> work) {
        return CommittedWrites.aside(() -> shards.write(subject.slot(), work));
    }

    /** How long to wait, if it is one too many. */
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

    /** What has expired, and what is too much: the oldest of the names. */
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

    /** All but the latest of the account. */
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
