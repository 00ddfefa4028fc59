package io.rookery.feed.event;

import io.rookery.shard.outbox.Outbox;
import io.rookery.shard.outbox.OutboxEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The feed's view of the outbox: appends events in transactions, and dispatches them after the
 * commit.
 */
@Component
public class FeedOutbox {

    /**
     * Kinds of events that are handled before the client gets its answer, since clients read the
     * result back immediately.
     */
    private static final Set<String> AWAITED =
            Set.of(
                    FeedEvent.ReplyApplied.KIND,
                    FeedEvent.TagIndex.KIND,
                    FeedEvent.FavouriteApplied.KIND,
                    FeedEvent.BoostApplied.KIND);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    /** After a Redis primary has refused writes for this long, no instance reads from it. */
    private static final Duration UNTIL_REDIS_IS_NOT_BELIEVED = Duration.ofMillis(2500);

    private final Outbox outbox;

    public FeedOutbox(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Appends the events in the caller's transaction. */
    public void append(JdbcClient jdbc, List<OutboxEvent> events) {
        outbox.append(jdbc, events);
    }

    /**
     * Dispatches the events after the commit. Waits, for at most one second, for those whose result
     * the client will read back.
     */
    public void dispatch(List<OutboxEvent> committed) {
        List<OutboxEvent> awaited = new ArrayList<>();
        List<OutboxEvent> others = new ArrayList<>();
        for (OutboxEvent event : committed) {
            (AWAITED.contains(event.kind()) ? awaited : others).add(event);
        }
        if (!others.isEmpty()) {
            outbox.dispatch(others);
        }
        if (!awaited.isEmpty()) {
            outbox.dispatchAndAwait(awaited, LONGEST_WAIT);
        }
    }

    /**
     * Like {@link #dispatch}, for a removal that this instance could not write to Redis. Other
     * instances may reach Redis and would still show the status. So the removal is handed over to
     * one of them, and is acknowledged only after that. If no instance can reach Redis, none shows
     * what Redis has by the end of the wait.
     */
    public void dispatchWithoutRedis(List<OutboxEvent> committed) {
        dispatch(committed.stream().filter(event -> !isForRedis(event)).toList());
        outbox.handOver(
                committed.stream().filter(FeedOutbox::isForRedis).toList(),
                UNTIL_REDIS_IS_NOT_BELIEVED);
    }

    private static boolean isForRedis(OutboxEvent event) {
        return event.kind().equals(FeedEvent.HomeRemoval.KIND);
    }
}
