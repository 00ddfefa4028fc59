package io.rookery.feed.status.api;

import static io.rookery.feed.Feed.atOnce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.feed.Api;
import io.rookery.feed.Api.Answer;
import io.rookery.feed.Feed;
import io.rookery.feed.FeedInstance;
import io.rookery.feed.account.FakeUserService;
import io.rookery.shard.id.Ids;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * Tests statuses through two instances on two shards. The first shard has ada's statuses, the
 * second has bob's.
 */
@ExtendWith(Feed.Extension.class)
class StatusIT {

    private final FakeUserService users;
    private final FeedInstance one;
    private final FeedInstance other;
    private final long ada;
    private final long bob;
    private final long eve;

    StatusIT(Feed feed) {
        users = feed.users;
        one = feed.one;
        other = feed.other;
        ada = feed.onFirstShard();
        bob = feed.onSecondShard();
        eve = feed.onSecondShard();
    }

    @Test
    void publishesAndShowsAStatusWithEveryFieldThatClientsNeed() {
        JsonNode status =
                one.as(ada)
                        .publish(
                                "Hi @" + users.usernameOf(bob) + " & all #Fun",
                                "spoiler_text",
                                "cw",
                                "language",
                                "en",
                                "visibility",
                                "unlisted");

        assertThat(other.as(bob).get("/api/v1/statuses/" + id(status)).ok())
                .usingRecursiveComparison()
                .ignoringFields("pinned")
                .isNotNull();
        assertThat(status.propertyNames())
                .contains(
                        "account",
                        "content",
                        "created_at",
                        "emojis",
                        "favourites_count",
                        "id",
                        "media_attachments",
                        "mentions",
                        "reblogs_count",
                        "replies_count",
                        "sensitive",
                        "spoiler_text",
                        "tags",
                        "uri",
                        "visibility",
                        "card",
                        "poll",
                        "in_reply_to_id",
                        "in_reply_to_account_id",
                        "language",
                        "url",
                        "reblog",
                        "favourited",
                        "reblogged",
                        "bookmarked",
                        "muted",
                        "application");
        assertThat(status.path("content").asString())
                .contains("Hi <span class=\"h-card\"")
                .contains("&amp; all")
                .contains("#<span>Fun</span>");
        assertThat(status.path("application").toString())
                .isEqualTo("{\"name\":\"App test\",\"website\":\"https://app.example/\"}");
        assertThat(status.path("sensitive").asBoolean()).isTrue();
        assertThat(status.path("visibility").asString()).isEqualTo("unlisted");
        assertThat(status.path("created_at").asString())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(status.path("mentions").path(0).path("id").asString())
                .isEqualTo(Long.toString(bob));
        assertThat(status.path("tags").path(0).path("name").asString()).isEqualTo("fun");
        assertThat(status.path("account").path("username").asString())
                .isEqualTo(users.usernameOf(ada));
        assertThat(status.path("url").asString())
                .isEqualTo("https://rookery.example/@" + users.usernameOf(ada) + "/" + id(status));
    }

    @Test
    void showsAStatusToThoseItIsMeantFor() {
        users.follow(bob, ada);
        String secret = id(one.as(ada).publish("for few", "visibility", "private"));
        String letter =
                id(one.as(ada).publish("for @" + users.usernameOf(eve), "visibility", "direct"));

        assertThat(one.as(bob).get("/api/v1/statuses/" + secret).status()).isEqualTo(200);
        assertThat(one.as(eve).get("/api/v1/statuses/" + secret).status()).isEqualTo(404);
        assertThat(one.asNobody().get("/api/v1/statuses/" + secret).status()).isEqualTo(404);
        assertThat(one.as(bob).get("/api/v1/statuses/" + letter).status()).isEqualTo(404);
        assertThat(one.as(eve).get("/api/v1/statuses/" + letter).status()).isEqualTo(200);
        for (String action : List.of("favourite", "reblog", "bookmark", "unreblog")) {
            assertThat(one.as(eve).post("/api/v1/statuses/" + secret + "/" + action).status())
                    .isEqualTo(404);
        }
        for (String part : List.of("context", "favourited_by", "reblogged_by", "source")) {
            assertThat(one.as(eve).get("/api/v1/statuses/" + secret + "/" + part).status())
                    .isEqualTo(404);
        }
        assertThat(
                        one.as(eve)
                                .post("/api/v1/statuses", "status", "re", "in_reply_to_id", secret)
                                .status())
                .isEqualTo(404);
        assertThat(one.as(eve).get("/api/v1/statuses?id[]=" + secret + "&id[]=" + letter).ids())
                .containsExactly(letter);
        assertThat(one.as(eve).get("/api/v1/accounts/" + ada + "/statuses").ids())
                .contains(letter)
                .doesNotContain(secret);
        assertThat(one.as(bob).get("/api/v1/accounts/" + ada + "/statuses").ids())
                .contains(secret)
                .doesNotContain(letter);
        assertThat(one.asNobody().get("/api/v1/accounts/" + ada + "/statuses").ids())
                .doesNotContain(secret, letter);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "status, '   ', 422, Validation failed: Text can't be blank",
                "poll[options][], a, 422, Validation failed: Polls are not supported",
                "media_ids[], 1, 422, Validation failed: Media attachments are not supported",
                "visibility, secret, 422, Validation failed: Visibility is not included in the list",
                "in_reply_to_id, 99, 404, Record not found",
                "in_reply_to_id, x, 404, Record not found",
                "scheduled_at, 2030, 422, Validation failed: Scheduled statuses are not supported",
            })
    void refusesWhatCannotBePublished(String field, String value, int status, String error) {
        Answer answer =
                field.equals("status")
                        ? one.as(ada).post("/api/v1/statuses", field, value)
                        : one.as(ada).post("/api/v1/statuses", "status", "x", field, value);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.error()).isEqualTo(error);
    }

    @Test
    void refusesATextThatIsTooLong() {
        assertThat(one.as(ada).post("/api/v1/statuses", "status", "x".repeat(500)).status())
                .isEqualTo(200);
        assertThat(one.as(ada).post("/api/v1/statuses", "status", "x".repeat(501)).error())
                .isEqualTo("Validation failed: Text character limit of 500 exceeded");
        assertThat(one.as(ada).post("/api/v1/statuses", "status", "\u0301".repeat(20_000)).error())
                .isEqualTo("Validation failed: Text character limit of 500 exceeded");
    }

    @Test
    void asksForATokenAndItsScope() {
        assertThat(one.asNobody().post("/api/v1/statuses", "status", "x").status()).isEqualTo(401);
        assertThat(one.as(ada, "read").post("/api/v1/statuses", "status", "x").status())
                .isEqualTo(403);
        assertThat(one.asNobody().delete("/api/v1/statuses/1").status()).isEqualTo(401);
        assertThat(one.asNobody().post("/api/v1/statuses/1/favourite").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"x", "0", "-1", "99999999999999999999", "1", "%00", "9223372036854775807"})
    void doesNotFindWhatDoesNotExist(String id) {
        for (String path : List.of("", "/context", "/source", "/favourited_by")) {
            assertThat(one.as(ada).get("/api/v1/statuses/" + id + path).status())
                    .as(path)
                    .isIn(400, 404);
        }
        assertThat(one.as(ada).delete("/api/v1/statuses/" + id).status()).isIn(400, 404);
        assertThat(one.as(ada).get("/api/v1/accounts/" + id + "/statuses").status()).isIn(400, 404);
    }

    @Test
    void publishesOnceForOneKeyFromTwoInstancesAtTheSameMoment() {
        for (int round = 0; round < 5; round++) {
            String key = "key-" + round;
            Set<String> ids =
                    new HashSet<>(
                            atOnce(
                                    16,
                                    i ->
                                            id(
                                                    (i % 2 == 0 ? one : other)
                                                            .as(ada)
                                                            .with("Idempotency-Key", key)
                                                            .publish("once"))));
            assertThat(ids).hasSize(1);
        }
        assertThat(
                        one.as(bob)
                                .with("Idempotency-Key", "key-0")
                                .publish("of another")
                                .path("account")
                                .path("username")
                                .asString())
                .isEqualTo(users.usernameOf(bob));
    }

    @Test
    void repeatsTheAnswerAlthoughWhatWasAnsweredIsGone() {
        String answered = id(one.as(bob).publish("question"));
        Api asker = one.as(ada).with("Idempotency-Key", "answer");
        String answer = id(asker.publish("answer", "in_reply_to_id", answered));
        one.as(bob).delete("/api/v1/statuses/" + answered).ok();

        assertThat(id(asker.publish("answer", "in_reply_to_id", answered))).isEqualTo(answer);
        assertThat(
                        one.as(ada)
                                .post(
                                        "/api/v1/statuses",
                                        "status",
                                        "late",
                                        "in_reply_to_id",
                                        answered)
                                .status())
                .isEqualTo(404);
    }

    @Test
    void deletesAStatusOnceAndRepeatsTheAnswerToTheSameRequest() {
        String id = id(one.as(ada).publish("to go\n\nsoon"));
        Api request = one.as(ada).with("Rookery-Request-Id", "request-1");

        assertThat(one.as(bob).delete("/api/v1/statuses/" + id).status()).isEqualTo(404);
        assertThat(request.delete("/api/v1/statuses/" + id).ok().path("text").asString())
                .isEqualTo("to go\n\nsoon");
        assertThat(request.delete("/api/v1/statuses/" + id).status()).isEqualTo(200);
        assertThat(one.as(ada).delete("/api/v1/statuses/" + id).status()).isEqualTo(404);
        assertThat(other.as(ada).get("/api/v1/statuses/" + id).status()).isEqualTo(404);
        assertThat(other.as(ada).get("/api/v1/accounts/" + ada + "/statuses").ids())
                .doesNotContain(id);
    }

    @Test
    void showsAConversationAcrossShards() {
        String root = id(one.as(ada).publish("root"));
        String first = id(other.as(bob).publish("first", "in_reply_to_id", root));
        String nested = id(one.as(ada).publish("nested", "in_reply_to_id", first));
        String second = id(one.as(eve).publish("second", "in_reply_to_id", root));
        String hidden =
                id(one.as(eve).publish("hidden", "in_reply_to_id", root, "visibility", "private"));

        JsonNode context = other.as(bob).get("/api/v1/statuses/" + root + "/context").ok();
        assertThat(Answer.ids(context.path("ancestors"))).isEmpty();
        assertThat(Answer.ids(context.path("descendants"))).containsExactly(first, nested, second);
        assertThat(Ids.parse(first).orElseThrow()).isGreaterThan(Ids.parse(root).orElseThrow());
        JsonNode below = one.asNobody().get("/api/v1/statuses/" + nested + "/context").ok();
        assertThat(Answer.ids(below.path("ancestors"))).containsExactly(root, first);
        assertThat(
                        Answer.ids(
                                one.as(eve)
                                        .get("/api/v1/statuses/" + root + "/context")
                                        .ok()
                                        .path("descendants")))
                .containsExactly(first, nested, second, hidden);
        assertThat(count(root, "replies_count")).isEqualTo(2);

        one.as(bob).delete("/api/v1/statuses/" + first).ok();

        assertThat(count(root, "replies_count")).isEqualTo(1);
    }

    @Test
    void pagesThroughAnAccountsStatuses() {
        long pat = bob;
        List<String> published = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            published.addFirst(id(one.as(pat).publish("number " + i)));
        }
        String reply =
                id(
                        one.as(pat)
                                .publish(
                                        "reply",
                                        "in_reply_to_id",
                                        id(one.as(ada).publish("original"))));
        String statuses = "/api/v1/accounts/" + pat + "/statuses";

        Answer newest = one.asNobody().get(statuses + "?limit=2&exclude_replies=true");
        assertThat(newest.ids()).isEqualTo(published.subList(0, 2));
        assertThat(newest.link())
                .contains("limit=2&exclude_replies=true&max_id=" + published.get(1))
                .contains("rel=\"next\"");
        assertThat(one.asNobody().get(statuses + "?max_id=" + published.get(1)).ids())
                .isEqualTo(published.subList(2, 5));
        assertThat(one.asNobody().get(statuses + "?limit=2&min_id=" + published.get(4)).ids())
                .isEqualTo(published.subList(2, 4));
        assertThat(one.asNobody().get(statuses + "?limit=2&since_id=" + published.get(4)).ids())
                .containsExactly(reply, published.get(0));
        assertThat(one.asNobody().get(statuses + "?only_media=true").ids()).isEmpty();
        assertThat(one.asNobody().get(statuses + "?pinned=true").ids()).isEmpty();
        assertThat(one.asNobody().get(statuses + "?limit=x").status()).isEqualTo(422);
    }

    @Test
    void tellsUserServiceHowManyStatusesThereAre() {
        long kim = ada;
        List<String> ids = atOnce(10, i -> id(one.as(kim).publish("n" + i)));
        atOnce(4, i -> id(other.as(kim).delete("/api/v1/statuses/" + ids.get(i)).ok()));

        await().untilAsserted(() -> assertThat(users.statusesCount(kim)).isEqualTo(6));
    }

    private int count(String id, String field) {
        return one.asNobody().get("/api/v1/statuses/" + id).ok().path(field).asInt();
    }

    private static String id(JsonNode entity) {
        return entity.path("id").asString();
    }
}
