package io.rookery.user.feed;

import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.id.Ids;
import io.rookery.shard.outbox.OutboxEvent;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.json.JsonMapper;

/**
 * The outbox event of a decision that changes the account's own home timeline. It is separate from
 * the event for the other account's shard, so that it does not wait for that shard.
 *
 * @param kind as in {@link io.rookery.internal.FeedNewsApi.RelationNotice}
 */
@JsonNaming(SnakeCaseStrategy.class)
public record OwnHomeNews(long accountId, long otherId, String kind) {

    static final String KIND = "own-home-changed";

    /** The account blocks the other one. */
    public static OwnHomeNews ofBlock(long accountId, long otherId) {
        return new OwnHomeNews(accountId, otherId, "block-own");
    }

    /** The account wants to see more or less of the other one. */
    public static OwnHomeNews of(long accountId, long otherId) {
        return new OwnHomeNews(accountId, otherId, "own");
    }

    /**
     * Creates the event, in the account's slot.
     *
     * @param version of the decision; the id of the event is greater
     */
    public OutboxEvent event(IdGenerator ids, JsonMapper json, long version) {
        return new OutboxEvent(
                ids.next(Ids.slotOf(accountId), version), KIND, json.writeValueAsString(this));
    }
}
