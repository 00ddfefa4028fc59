package io.rookery.feed.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.feed.FeedInstance;
import io.rookery.feed.TwoShards;
import io.rookery.feed.account.FakeUserService;
import io.rookery.feed.cache.TestRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Notifications of each status of somebody, for those who want them. */
class StatusNewsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final FakeUserService users = new FakeUserService();

    private static TestRedis redis;
    private static TwoShards shards;
    private static FeedInstance instance;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        redis = TestRedis.start(directory.resolve("redis"), 28_500);
        shards = TwoShards.start(directory.resolve("postgres"), 28_530);
        instance =
                FeedInstance.startWhole(
                        shards,
                        users,
                        "--spring.data.redis.cluster.nodes=" + String.join(",", redis.hosts()),
                        "--spring.data.redis.password=rookery");
    }

    @AfterAll
    static void stop() {
        instance.close();
        shards.close();
        redis.close();
    }

    @Test
    void tellThoseWhoWantThemOfWhatIsMeantForThem() {
        tellThoseWhoWantThem("small", false);
    }

    @Test
    void tellThemAlsoOfAnAuthorWithManyFollowers() {
        tellThoseWhoWantThem("large", true);
    }

    private static void tellThoseWhoWantThem(String name, boolean large) {
        long author = users.addIn(TwoShards.FIRST, name + "author");
        long eager = users.addIn(TwoShards.SECOND, name + "eager");
        long calm = users.addIn(TwoShards.SECOND, name + "calm");
        users.notifyOf(eager, author);
        users.follow(calm, author);
        if (large) {
            users.becomeLarge(author);
        }
        String question = id(instance.as(calm).publish("question"));

        String open = publish(author, "open", "visibility", "public");
        publish(author, "answer", "in_reply_to_id", question);
        instance.as(author).post("/api/v1/statuses/" + question + "/reblog").ok();
        publish(author, "@" + name + "calm", "visibility", "direct");
        String own = publish(author, "own answer", "in_reply_to_id", open);
        String few = publish(author, "few", "visibility", "private");

        await().atMost(PATIENCE).until(() -> told(eager).size() == 3);
        assertThat(told(eager)).containsExactlyInAnyOrder(open, own, few);
        assertThat(told(calm)).isEmpty();

        users.unfollow(eager, author);

        assertThat(told(eager)).containsExactlyInAnyOrder(open, own);
    }

    private static String publish(long author, String text, String... fields) {
        return id(instance.as(author).publish(text, fields));
    }

    private static List<String> told(long account) {
        List<String> about = new ArrayList<>();
        instance.as(account)
                .get("/api/v1/notifications?types[]=status")
                .ok()
                .forEach(one -> about.add(id(one.path("status"))));
        return about;
    }

    private static String id(JsonNode entity) {
        return entity.path("id").asString();
    }
}
