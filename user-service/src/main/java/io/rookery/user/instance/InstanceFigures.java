package io.rookery.user.instance;

import io.rookery.shard.transaction.Reached;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.shard.transaction.ShardUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.stereotype.Component;

/**
 * How much there is here, counted now and then. While a shard is away the last count of all stands;
 * if there has been none yet, what the others have.
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
     * A count.
     *
     * @param countedAt when it was begun
     */
    record Figures(long accounts, long statuses, Instant countedAt) {}

    private record ShardFigures(long accounts, long statuses) {}

    Figures current() {
        Instant now = clock.instant();
        boolean fresh = last.countedAt().isAfter(now.minus(FRESH));
        // Whoever notices first counts; the others take what is known.
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
        Reached<ShardFigures> reached =
                shards.readReachable(
                        PATIENCE,
                        jdbc ->
                                jdbc.sql(
                                                """
                                                select count(*) as accounts,
                                                    coalesce(sum(statuses_count), 0)::bigint as statuses
                                                from account\
                                                """)
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
