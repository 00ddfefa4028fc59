package io.rookery.feed.event;

import io.rookery.shard.outbox.Outbox;
import io.rookery.shard.outbox.OutboxEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The outbox as the feed uses it. */
@Component
public class FeedOutbox {

    /** What the API's clients read back without waiting is done before they get their answer. */
    private static final Set<String> AWAITED =
            Set.of(
                    FeedEvent.ReplyApplied.KIND,
                    FeedEvent.TagIndex.KIND,
                    FeedEvent.FavouriteApplied.KIND,
                    FeedEvent.BoostApplied.KIND);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    /** Nobody believes what Redis has when it has taken no writes for so long. */
    private static final Duration UNTIL_REDIS_IS_NOT_BELIEVED = Duration.ofMillis(2500);

    private final Outbox outbox;

    public FeedOutbox(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Adds the events in the caller's transaction. */
    public void append(JdbcClient jdbc, List<OutboxEvent> events) {
        outbox.append(jdbc, events);
    }

    /** After the commit: waits, for a bounded time, for what the caller will read back. */
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
     * The same for a removal of which this instance could not tell Redis. Other instances may reach
     * it, and show what they find there: one of them is to bring word of it before the removal is
     * acknowledged. If none can, none shows what Redis has.
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
