package io.rookery.feed.status.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.feed.Api;
import io.rookery.feed.Feed;
import io.rookery.shard.id.Ids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@ExtendWith(Feed.Extension.class)
class HousekeepingIT {

    private final Feed feed;
    private final long ada;

    HousekeepingIT(Feed feed) {
        this.feed = feed;
        ada = feed.onFirstShard();
    }

    @Test
    void forgetsInTimeWhatIsKeptForRepeatedRequests() {
        Api asker = feed.one.as(ada).with("Idempotency-Key", "old").with("Rookery-Request-Id", "r");
        String id = id(asker.publish("secret"));
        asker.delete("/api/v1/statuses/" + id).ok();
        Housekeeping housekeeping = feed.one.part(Housekeeping.class);

        housekeeping.cleanUp();
        assertThat(asker.delete("/api/v1/statuses/" + id).status()).isEqualTo(200);

        JdbcClient admin = feed.shards().admin(Ids.slotOf(ada));
        admin.sql("update feed.status set deleted_at = now() - interval '25 h' where id = :id")
                .param("id", Long.valueOf(id))
                .update();
        admin.sql(
                        "update feed.idempotency set created_at = now() - interval '25 h' where key = 'old'")
                .update();
        housekeeping.cleanUp();

        assertThat(asker.delete("/api/v1/statuses/" + id).status()).isEqualTo(404);
        assertThat(
                        admin.sql("select text from feed.status where id = :id")
                                .param("id", Long.valueOf(id))
                                .query(String.class)
                                .single())
                .isEmpty();
        assertThat(id(asker.publish("again"))).isNotEqualTo(id);
    }

    private static String id(JsonNode entity) {
        return entity.path("id").asString();
    }
}
