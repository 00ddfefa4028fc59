package io.rookery.feed.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.feed.FeedInstance;
import io.rookery.feed.TwoShards;
import io.rookery.feed.account.FakeUserService;
import io.rookery.feed.redis.TestRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Tests notifications of new statuses, for followers who have asked for them. */
class NewStatusNotificationsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final FakeUserService users = new FakeUserService();

    private static TestRedis redis;
    private static TwoShards shards;
    private static FeedInstance instance;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        redis = TestRedis.start(directory.resolve("redis"));
        shards = TwoShards.start(directory.resolve("postgres"));
        instance =
                FeedInstance.startWhole(
                        shards,
                        users,
                        "--spring.data.redis.cluster.nodes=" + String.join(",", redis.hosts()),
                        "--spring.data.redis.password=rookery",
                        "--rookery.fanout.page=20",
                        "--rookery.fanout.news-page=25");
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

    @Test
    void tellAllOfManyThoughSomeOfThemCannotBeToldForAWhile() {
        long author = users.addIn(TwoShards.FIRST, "belled");
        List<Long> told = eager(TwoShards.FIRST, "early", author);
        List<Long> gone = eager(TwoShards.SECOND, "gone", author);
        List<Long> later = eager(TwoShards.FIRST, "later", author);
        assertThat(home(later.getLast())).isEmpty();
        String status;
        shards.cut(TwoShards.SECOND);
        try {
            status = publish(author, "news", "visibility", "public");
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(notified(TwoShards.FIRST, author))
                                    .isEqualTo(told.size() + later.size()));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(home(later.getLast())).containsExactly(status));
        } finally {
            shards.restore(TwoShards.SECOND);
        }
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(notified(TwoShards.SECOND, author)).isEqualTo(gone.size()));
        assertThat(told(later.getLast())).containsExactly(status);
        await().atMost(PATIENCE).until(() -> events(TwoShards.FIRST) == 0);
        assertThat(notified(TwoShards.FIRST, author)).isEqualTo(told.size() + later.size());
    }

    @Test
    void areToldAndDirectStatusesComeHomeWhileRedisIsGone() {
        long author = users.addIn(TwoShards.FIRST, "cut off");
        long friend = users.addIn(TwoShards.SECOND, "friend");
        users.notifyOf(friend, author);
        redis.killAll();
        try {
            String news = publish(author, "news", "visibility", "public");
            String direct = publish(author, "@friend hi", "visibility", "direct");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> {
                        assertThat(told(friend)).containsExactly(news);
                        assertThat(home(friend)).containsExactly(direct, news);
                    });
        } finally {
            redis.revive();
        }
    }

    @Test
    void areAtHomeOfAllFollowersOfAnAuthorWhoHasBecomeLarge() {
        long author = users.addIn(TwoShards.FIRST, "grown");
        List<Long> followers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            followers.add(users.addIn(TwoShards.SECOND, "follower" + i));
            users.follow(followers.getLast(), author);
        }
        assertThat(home(followers.getFirst())).isEmpty();
        assertThat(home(followers.getLast())).isEmpty();
        users.becomeLarge(author);
        String status = publish(author, "to many", "visibility", "public");
        await().atMost(PATIENCE)
                .untilAsserted(() -> {
                    assertThat(home(followers.getFirst())).containsExactly(status);
                    assertThat(home(followers.getLast())).containsExactly(status);
                });
    }

    /** Creates enough followers with notifications for several pages of the fan-out. */
    private static List<Long> eager(int slot, String name, long author) {
        List<Long> followers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            long follower = users.addIn(slot, name + i);
            users.notifyOf(follower, author);
            followers.add(follower);
        }
        return followers;
    }

    private static long notified(int slot, long author) {
        return count(slot, "notification where not dismissed and from_account_id = " + author);
    }

    private static long events(int slot) {
        return count(slot, "outbox where kind in ('status-news', 'home-fanout')");
    }

    private static long count(int slot, String rows) {
        return shards.admin(slot)
                .sql("select count(*) from feed." + rows)
                .query(Long.class)
                .single();
    }

    private static List<String> home(long account) {
        return instance.as(account).get("/api/v1/timelines/home").ids();
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
