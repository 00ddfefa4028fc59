package io.rookery.user.instance;

import io.rookery.shard.transaction.PartialResults;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.shard.transaction.ShardUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.stereotype.Component;

/**
 * The number of accounts and statuses on this instance, recounted at intervals. While a shard is
 * down, the last complete count is used; if there is none yet, the count of the reachable shards.
 */
@Component
final class InstanceFigures {

    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ShardClient shards;
    private final InstantSource clock;
    private final AtomicBoolean counting = new AtomicBoolean();
    private volatile Figures last = new Figures(0, 0, Instant.MIN);

    InstanceFigures(ShardClient shards, InstantSource clock) {
        this.shards = shards;
        this.clock = clock;
    }

    /**
     * The result of a count.
     *
     * @param countedAt when the count started
     */
    record Figures(long accounts, long statuses, Instant countedAt) {}

    private record ShardFigures(long accounts, long statuses) {}

    Figures current() {
        Instant now = clock.instant();
        boolean fresh = last.countedAt().isAfter(now.minus(FRESH));
        // The first thread that finds the count outdated counts. The others use the last count.
        if (fresh || !counting.compareAndSet(false, true)) {
            return last;
        }
        try {
            last = count(now, last);
        } catch (ShardUnavailableException e) {
            last = new Figures(last.accounts(), last.statuses(), now);
        } finally {
            counting.set(false);
        }
        return last;
    }

    private Figures count(Instant now, Figures before) {
        PartialResults<ShardFigures> reached =
                shards.readReachable(
                        PATIENCE,
                        (jdbc, foreign) ->
                                jdbc.sql(
                                                """
                                                select count(*) as accounts,
                                                    coalesce(sum(statuses_count), 0)::bigint as statuses
                                                from account where slot <> all (:foreign)
                                                """)
                                        .param("foreign", foreign)
                                        .query(ShardFigures.class)
                                        .list());
        if (!reached.isWhole() && before.accounts() > 0) {
            return new Figures(before.accounts(), before.statuses(), now);
        }
        List<ShardFigures> figures = reached.results();
        return new Figures(
                figures.stream().mapToLong(ShardFigures::accounts).sum(),
                figures.stream().mapToLong(ShardFigures::statuses).sum(),
                now);
    }
}
