package io.rookery.feed.boost;

import static io.rookery.feed.Feed.atOnce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.feed.Feed;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(Feed.Extension.class)
class BoostIT {

    private final Feed feed;
    private final long author;
    private final long fan;
    private final String status;

    BoostIT(Feed feed) {
        this.feed = feed;
        this.author = feed.onFirstShard();
        this.fan = feed.onSecondShard();
        this.status = feed.one.as(author).publish("to be boosted").path("id").asString();
    }

    @Test
    void boostsAndTakesItBack() {
        JsonNode boost = post(fan, status, "reblog");

        assertThat(boost.path("id").asString()).isNotEqualTo(status);
        assertThat(boost.path("reblogged").asBoolean()).isTrue();
        assertThat(boost.path("application").isNull()).isTrue();
        assertThat(boost.path("reblog").path("id").asString()).isEqualTo(status);
        assertThat(boost.path("reblog").path("application").path("name").asString())
                .isEqualTo("App test");
        assertThat(boost.path("reblog").path("reblogged").asBoolean()).isTrue();
        assertThat(boost.path("reblog").path("reblogs_count").asInt()).isEqualTo(1);
        assertThat(boostedBy()).containsExactly(Long.toString(fan));
        assertThat(statusesOf(fan)).containsExactly(id(boost));

        JsonNode original = post(fan, status, "unreblog");

        assertThat(id(original)).isEqualTo(status);
        assertThat(original.path("reblogged").asBoolean()).isFalse();
        assertThat(original.path("reblogs_count").asInt()).isZero();
        assertThat(statusesOf(fan)).isEmpty();
        assertThat(boostedBy()).isEmpty();
        assertThat(id(post(fan, status, "unreblog"))).isEqualTo(status);

        JsonNode again = post(fan, status, "reblog");

        assertThat(id(again)).isNotEqualTo(id(boost));
        assertThat(again.path("reblog").path("reblogs_count").asInt()).isEqualTo(1);
    }

    @Test
    void boostsTheOriginalOfABoost() {
        String boost = id(post(fan, status, "reblog"));
        JsonNode second = post(feed.onFirstShard(), boost, "reblog");

        assertThat(second.path("reblog").path("id").asString()).isEqualTo(status);
        assertThat(second.path("reblog").path("reblogs_count").asInt()).isEqualTo(2);
        assertThat(id(post(author, boost, "favourite"))).isEqualTo(status);
        assertThat(feed.one.as(author).get("/api/v1/statuses/" + boost + "/context").status())
                .isEqualTo(200);
    }

    @Test
    void boostsOnceFromTwoInstancesAtTheSameMoment() {
        for (int round = 0; round < 4; round++) {
            Set<String> boosts =
                    new HashSet<>(
                            atOnce(
                                    10,
                                    i ->
                                            id(
                                                    feed.instance(i)
                                                            .as(fan)
                                                            .post(path(status, "reblog"))
                                                            .ok())));
            assertThat(boosts).hasSize(1);
            awaitCount(1);
            atOnce(10, i -> feed.instance(i).as(fan).post(path(status, "unreblog")).ok());
            awaitCount(0);
            assertThat(statusesOf(fan)).isEmpty();
        }
    }

    @Test
    void keepsTheCountThroughAnyRaceOfOnesMind() {
        for (int round = 0; round < 5; round++) {
            atOnce(
                    9,
                    i ->
                            feed.instance(i)
                                    .as(fan)
                                    .post(path(status, i % 3 == 0 ? "unreblog" : "reblog"))
                                    .status());
            boolean boosted = get(fan).path("reblogged").asBoolean();
            awaitCount(boosted ? 1 : 0);
            assertThat(statusesOf(fan)).hasSize(boosted ? 1 : 0);
        }
    }

    @Test
    void refusesToSpreadWhatWasMeantForFew() {
        feed.users.follow(fan, author);
        String few = publish("few", "private");
        String letter = publish("@" + feed.users.usernameOf(fan), "direct");

        assertThat(feed.one.as(fan).post(path(few, "reblog")).status()).isEqualTo(403);
        assertThat(feed.one.as(fan).post(path(letter, "reblog")).status()).isEqualTo(403);
        assertThat(feed.one.as(author).post(path(letter, "reblog")).status()).isEqualTo(403);
        JsonNode own = post(author, few, "reblog");
        assertThat(own.path("visibility").asString()).isEqualTo("private");
        assertThat(feed.one.as(fan).get("/api/v1/statuses/" + id(own)).status()).isEqualTo(200);
        assertThat(feed.one.as(feed.onFirstShard()).get("/api/v1/statuses/" + id(own)).status())
                .isEqualTo(404);
        assertThat(feed.one.as(fan).post(path(status, "reblog"), "visibility", "nonsense").status())
                .isEqualTo(422);
    }

    @Test
    void takesABoostBackByDeletingIt() {
        String boost = id(post(fan, status, "reblog"));

        assertThat(feed.one.as(author).delete("/api/v1/statuses/" + boost).status()).isEqualTo(404);
        feed.other.as(fan).delete("/api/v1/statuses/" + boost).ok();

        assertThat(get(fan).path("reblogged").asBoolean()).isFalse();
        awaitCount(0);
    }

    @Test
    void forgetsTheBoostsOfADeletedStatus() {
        String boost = id(post(fan, status, "reblog"));
        await().untilAsserted(() -> assertThat(feed.users.statusesCount(fan)).isEqualTo(1));

        feed.one.as(author).delete("/api/v1/statuses/" + status).ok();

        assertThat(feed.one.as(fan).get("/api/v1/statuses/" + boost).status()).isEqualTo(404);
        assertThat(statusesOf(fan)).isEmpty();
        await().untilAsserted(() -> assertThat(feed.users.statusesCount(fan)).isZero());
    }

    private String publish(String text, String visibility) {
        return id(feed.one.as(author).publish(text, "visibility", visibility));
    }

    private void awaitCount(int count) {
        await().untilAsserted(() -> {
            assertThat(get(author).path("reblogs_count").asInt()).isEqualTo(count);
            assertThat(boostedBy()).hasSize(count);
        });
    }

    private List<String> boostedBy() {
        return feed.other.asNobody().get(path(status, "reblogged_by")).ids();
    }

    private List<String> statusesOf(long account) {
        return feed.other.asNobody().get("/api/v1/accounts/" + account + "/statuses").ids();
    }

    private JsonNode get(long viewer) {
        return feed.other.as(viewer).get("/api/v1/statuses/" + status).ok();
    }

    private JsonNode post(long actor, String id, String action) {
        return feed.one.as(actor).post(path(id, action)).ok();
    }

    private static String path(String id, String part) {
        return "/api/v1/statuses/" + id + "/" + part;
    }

    private static String id(JsonNode entity) {
        return entity.path("id").asString();
    }
}
