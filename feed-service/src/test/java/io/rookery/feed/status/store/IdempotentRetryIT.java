package io.rookery.feed.status.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.feed.Api;
import io.rookery.feed.Feed;
import io.rookery.feed.FeedInstance;
import io.rookery.shard.id.Ids;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * Tests retries with the same idempotency key after an instance has crashed before its response.
 */
@ExtendWith(Feed.Extension.class)
class IdempotentRetryIT {

    private final Feed feed;
    private final FeedInstance one;
    private final FeedInstance other;
    private final long ada;
    private final long bob;

    IdempotentRetryIT(Feed feed) {
        this.feed = feed;
        one = feed.one;
        other = feed.other;
        ada = feed.onFirstShard();
        bob = feed.onSecondShard();
    }

    static List<String> keys() {
        return List.of(
                "k",
                "a key with spaces",
                "\"quoted; key=1\", and another",
                "'; drop table status; --",
                "ÿþé",
                "%00 \\u0000",
                "x".repeat(255));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void getTheSameAnswerWhateverTheKeyIs(String key) {
        Api request = one.as(ada).with("Idempotency-Key", key);
        Api repetition = other.as(ada).with("Idempotency-Key", key);
        String id = id(request.publish("once"));
        assertThat(id(repetition.publish("once"))).isEqualTo(id);

        JsonNode deleted = request.delete("/api/v1/statuses/" + id).ok();

        assertThat(repetition.delete("/api/v1/statuses/" + id).ok()).isEqualTo(deleted);
        assertThat(one.as(ada).delete("/api/v1/statuses/" + id).status()).isEqualTo(404);
    }

    @Test
    void areRefusedWithAKeyThatIsTooLongBeforeAnythingIsDone() {
        Api request = one.as(ada).with("Idempotency-Key", "x".repeat(256));
        String status = id(one.as(bob).publish("there"));
        String path = "/api/v1/statuses/" + status;

        for (Api.Answer answer :
                List.of(
                        request.post("/api/v1/statuses", "status", "x"),
                        request.delete(path),
                        request.post(path + "/favourite"),
                        request.post(path + "/bookmark"),
                        request.post(path + "/reblog"),
                        request.post(path + "/unreblog"))) {
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.error())
                    .isEqualTo(
                            "Validation failed: Idempotency-Key is too long (at most 255 bytes)");
        }
        assertThat(one.as(ada).get("/api/v1/accounts/" + ada + "/statuses").ids()).isEmpty();
        assertThat(one.as(ada).get("/api/v1/favourites").ids()).isEmpty();
    }

    @Test
    void getTheSameAnswerForABoostThatWasDeletedWithItsOriginal() {
        String original = id(one.as(bob).publish("original"));
        String boost = id(one.as(ada).post("/api/v1/statuses/" + original + "/reblog").ok());
        Api request = one.as(ada).with("Idempotency-Key", "delete");
        request.delete("/api/v1/statuses/" + boost).ok();
        one.as(bob).delete("/api/v1/statuses/" + original).ok();

        assertThat(id(request.delete("/api/v1/statuses/" + boost).ok())).isEqualTo(boost);
    }

    @Test
    void doWhatTheInstanceThatPublishedHasLeftUndone() {
        String question = id(one.as(bob).publish("question"));
        String tag = "left" + System.nanoTime();
        Api request = one.as(ada).with("Idempotency-Key", "answer");
        String[] answer = {"in_reply_to_id", question};
        String id = id(request.publish("answer #" + tag, answer));
        forget("reply", id, "reply_id");
        forget("tag_status", id, "status_id");
        assertThat(other.as(ada).get("/api/v1/timelines/tag/" + tag).ids()).isEmpty();

        assertThat(id(other.as(ada).with("Idempotency-Key", "answer").publish("again", answer)))
                .isEqualTo(id);

        assertThat(other.as(ada).get("/api/v1/timelines/tag/" + tag).ids()).containsExactly(id);
        assertThat(
                        Api.Answer.ids(
                                other.as(ada)
                                        .get("/api/v1/statuses/" + question + "/context")
                                        .ok()
                                        .path("descendants")))
                .containsExactly(id);
        await().untilAsserted(() ->
                assertThat(other.events("home-fanout"))
                        .anyMatch(event -> event.payload().contains(id)));
    }

    @Test
    void doWhatTheInstanceThatBoostedOrFavouredHasLeftUndone() {
        String status = id(one.as(ada).publish("status"));
        for (String action : List.of("favourite", "reblog")) {
            String path = "/api/v1/statuses/" + status + "/" + action;
            one.as(bob).post(path).ok();
            String farEnd = action.equals("reblog") ? "boosted_by" : "favourited_by";
            forget(farEnd, status, "status_id");
            String list = farEnd.equals("boosted_by") ? "reblogged_by" : farEnd;
            assertThat(one.as(bob).get("/api/v1/statuses/" + status + "/" + list).ids()).isEmpty();

            other.as(bob).post(path).ok();

            assertThat(one.as(bob).get("/api/v1/statuses/" + status + "/" + list).ids())
                    .containsExactly(Long.toString(bob));
        }
    }

    /** Deletes rows, as if an effect on another shard had never been applied. */
    private void forget(String table, String id, String column) {
        for (long account : List.of(ada, bob)) {
            admin(account)
                    .sql("delete from feed." + table + " where " + column + " = :id")
                    .param("id", Long.valueOf(id))
                    .update();
        }
    }

    private JdbcClient admin(long account) {
        return feed.shards().admin(Ids.slotOf(account));
    }

    private static String id(JsonNode entity) {
        return entity.path("id").asString();
    }
}
