package io.rookery.feed.status.store;

import io.rookery.feed.event.FeedEvent.ReplyApplied;
import io.rookery.feed.event.FeedEvents;
import io.rookery.feed.status.StatusRow;
import io.rookery.shard.id.Ids;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.outbox.OutboxHandler;
import io.rookery.shard.transaction.CommitBarrier;
import io.rookery.shard.transaction.ShardClient;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Handles {@link ReplyApplied} events: records a reply in the slot of the answered status, and
 * updates that status' number of replies.
 */
@Component
class ReplyAppliedHandler implements OutboxHandler {

    /**
     * Idempotent and independent of the order: a reply is added once and removed once, and ends as
     * removed even if the removal is applied first.
     */
    private static final String APPLY =
            """
            with edge as (
                insert into reply as r (slot, status_id, reply_id, counted, removed)
                values (:slot, :status, :reply, :counted, :removed)
                on conflict (slot, status_id, reply_id) do update
                    set removed = true
                    where excluded.removed and not r.removed
                returning (new.counted and not new.removed)::int
                    - coalesce(old.counted and not old.removed, false)::int as change)
            update status s set replies_count = s.replies_count + edge.change,
                version = s.version + 1
            from edge
            where s.slot = :slot and s.id = :status and s.deleted_at is null and edge.change <> 0
            returning %s
            """
                    .formatted(StatusColumns.ALL);

    private final ShardClient shards;
    private final FeedEvents events;
    private final StatusObservers observers;

    ReplyAppliedHandler(ShardClient shards, FeedEvents events, StatusObservers observers) {
        this.shards = shards;
        this.events = events;
        this.observers = observers;
    }

    @Override
    public String kind() {
        return ReplyApplied.KIND;
    }

    @Override
    public void handle(OutboxEvent event) {
        ReplyApplied applied = events.read(event, ReplyApplied.class);
        int slot = Ids.slotOf(applied.statusId());
        shards.write(
                        slot,
                        jdbc -> {
                            Optional<StatusRow> counted =
                                    jdbc.sql(APPLY)
                                            .param("slot", slot)
                                            .param("status", applied.statusId())
                                            .param("reply", applied.replyId())
                                            .param("counted", applied.counted())
                                            .param("removed", applied.remove())
                                            .query(StatusColumns.MAPPER)
                                            .optional();
                            if (counted.isEmpty()) {
                                CommitBarrier.leave(jdbc);
                            }
                            return counted;
                        })
                .ifPresent(observers::changed);
    }
}
