package io.rookery.user.feed;

import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.id.Ids;
import io.rookery.shard.outbox.OutboxEvent;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.json.JsonMapper;

/**
 * An account has decided something by which its own home timeline changes. It is an event apart
 * from what the other one's shard is told, so that it does not wait for that.
 *
 * @param kind as feed-service is told, see {@link FeedClient.RelationNotice}
 */
@JsonNaming(SnakeCaseStrategy.class)
public record OwnHomeNews(long accountId, long otherId, String kind) {

    static final String KIND = "own-home-changed";

    /** Of somebody who blocks the other. */
    public static OwnHomeNews ofBlock(long accountId, long otherId) {
        return new OwnHomeNews(accountId, otherId, "block-own");
    }

    /** Of somebody who shows more or less of the other. */
    public static OwnHomeNews of(long accountId, long otherId) {
        return new OwnHomeNews(accountId, otherId, "own");
    }

    /**
     * The event, in the account's slot.
     *
     * @param version of what was decided, before which the event cannot have been
     */
    public OutboxEvent event(IdGenerator ids, JsonMapper json, long version) {
        return new OutboxEvent(
                ids.next(Ids.slotOf(accountId), version), KIND, json.writeValueAsString(this));
    }
}
