package io.rookery.feed.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.feed.Api;
import io.rookery.feed.FeedInstance;
import io.rookery.feed.TwoShards;
import io.rookery.feed.account.FakeUserService;
import io.rookery.feed.cache.TestRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Home timelines by way of two instances, on two shards and a Redis Cluster. */
class HomeTimelineIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String HOME = "/api/v1/timelines/home";

    /** Kept small, so that timelines outgrow it. */
    private static final int CAPACITY = 32;

    private static final FakeUserService users = new FakeUserService();

    private static TestRedis redis;
    private static TwoShards shards;
    private static FeedInstance one;
    private static FeedInstance other;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        redis = TestRedis.start(directory.resolve("redis"), 28_200);
        shards = TwoShards.start(directory.resolve("postgres"), 28_230);
        one = instance();
        other = instance();
    }

    private static FeedInstance instance() {
        return FeedInstance.startWhole(
                shards,
                users,
                "--spring.data.redis.cluster.nodes=" + String.join(",", redis.hosts()),
                "--spring.data.redis.password=rookery",
                "--rookery.timelines.capacity=" + CAPACITY,
                "--rookery.timelines.large-authors-fresh-for=50ms");
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
        shards.close();
        redis.close();
    }

    @Test
    void showsOnesOwnStatusAtOnce() {
        long ada = person("own", TwoShards.FIRST);
        assertThat(home(one, ada)).isEmpty();
        for (int i = 0; i < 5; i++) {
            String id = publish(one, ada, "Post " + i);
            assertThat(other.as(ada).get(HOME).ids()).first().isEqualTo(id);
        }
    }

    @Test
    void showsEachStatusToThoseItIsMeantFor() {
        long ada = person("reader", TwoShards.FIRST);
        long bob = person("followed", TwoShards.SECOND);
        long eve = person("stranger", TwoShards.SECOND);
        follow(ada, bob);
        home(one, ada);
        String open = publish(one, bob, "open");
        String unlisted = publish(one, bob, "unlisted", "visibility", "unlisted");
        String few = publish(one, bob, "few", "visibility", "private");
        publish(one, bob, "nobody", "visibility", "direct");
        publish(one, eve, "stranger");
        String direct = publish(one, eve, "@reader hi", "visibility", "direct");
        List<String> expected = List.of(direct, few, unlisted, open);
        awaitHome(ada, expected);
        invalidate(ada);
        assertThat(home(one, ada)).isEqualTo(expected);
        one.as(bob).delete("/api/v1/statuses/" + few).ok();
        assertThat(home(other, ada)).isEqualTo(List.of(direct, unlisted, open));
        unfollow(ada, bob);
        assertThat(home(one, ada)).isEqualTo(List.of(direct));
    }

    @Test
    void showsAStatusOnce() {
        long ada = person("once", TwoShards.FIRST);
        long bob = person("first", TwoShards.FIRST);
        long cyd = person("second", TwoShards.SECOND);
        long eve = person("unknown", TwoShards.SECOND);
        follow(ada, bob);
        follow(ada, cyd);
        home(one, ada);
        String known = publish(one, bob, "by a followed");
        String unknown = publish(one, eve, "by a stranger");
        boost(cyd, known);
        String first = boost(bob, unknown);
        boost(cyd, unknown);
        List<String> expected = List.of(first, known);
        awaitHome(ada, expected);
        invalidate(ada);
        assertThat(home(one, ada)).isEqualTo(expected);
        one.as(eve).delete("/api/v1/statuses/" + unknown).ok();
        assertThat(home(one, ada)).isEqualTo(List.of(known));
    }

    @Test
    void pagesThroughEverythingEitherWay() {
        long ada = person("pager", TwoShards.FIRST);
        long bob = person("writer", TwoShards.SECOND);
        follow(ada, bob);
        home(one, ada);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 3 * CAPACITY; i++) {
            expected.addFirst(publish(i % 2 == 0 ? one : other, i % 3 == 0 ? ada : bob, "n" + i));
        }
        awaitHome(ada, expected);
        invalidate(ada);
        assertThat(home(one, ada)).isEqualTo(expected);
        Api reader = one.as(ada);
        List<String> upwards = new ArrayList<>();
        String cursor = "1";
        while (true) {
            List<String> page = reader.get(HOME + "?limit=7&min_id=" + cursor).ids();
            if (page.isEmpty()) {
                break;
            }
            upwards.addAll(0, page);
            cursor = page.getFirst();
        }
        assertThat(upwards).isEqualTo(expected);
        assertThat(reader.get(HOME + "?limit=5&since_id=" + expected.get(3)).ids())
                .isEqualTo(expected.subList(0, 3));
        assertThat(
                        reader.get(
                                        HOME
                                                + "?limit=40&max_id="
                                                + expected.get(10)
                                                + "&min_id="
                                                + expected.get(20))
                                .ids())
                .isEqualTo(expected.subList(11, 20));
        assertThat(reader.get(HOME + "?limit=5").link())
                .contains("max_id=" + expected.get(4) + ">; rel=\"next\"")
                .contains("min_id=" + expected.get(0) + ">; rel=\"prev\"");
    }

    @Test
    void mergesInWhatLargeAuthorsPublish() {
        long ada = person("fan", TwoShards.FIRST);
        long bob = person("friend", TwoShards.SECOND);
        long star = person("star", TwoShards.SECOND);
        follow(ada, bob);
        follow(ada, star);
        List<String> expected = new ArrayList<>();
        home(one, ada);
        for (int i = 0; i < 10; i++) {
            expected.addFirst(publish(one, i % 2 == 0 ? bob : star, "before " + i));
        }
        awaitHome(ada, expected);
        users.becomeLarge(star);
        // Both instances may remember for a while that the author is not large.
        for (int i = 0; i < 2 * CAPACITY; i++) {
            expected.addFirst(publish(one, i % 3 == 0 ? bob : star, "after " + i));
        }
        awaitHome(ada, expected);
        invalidate(ada);
        assertThat(home(other, ada)).isEqualTo(expected);
    }

    @Test
    void agreesWithAnOracleWhateverHappens() {
        Random random = new Random(42);
        HomeOracle oracle = new HomeOracle();
        List<Long> people = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            people.add(person("p" + i, i % 2 == 0 ? TwoShards.FIRST + i : TwoShards.SECOND + i));
        }
        List<String> boostable = new ArrayList<>();
        for (int step = 0; step < 250; step++) {
            FeedInstance instance = random.nextBoolean() ? one : other;
            long actor = people.get(random.nextInt(people.size()));
            long target = people.get(random.nextInt(people.size()));
            switch (random.nextInt(10)) {
                case 0, 1 -> {
                    if (actor != target && oracle.follow(actor, target)) {
                        follow(actor, target);
                    }
                }
                case 2 -> {
                    if (oracle.unfollow(actor, target)) {
                        unfollow(actor, target);
                    }
                }
                case 3 -> {
                    if (!boostable.isEmpty()) {
                        String boosted = boostable.get(random.nextInt(boostable.size()));
                        if (oracle.mayBoost(actor, boosted)) {
                            oracle.boosted(actor, boosted, boost(actor, boosted));
                        }
                    }
                }
                case 4 -> home(instance, actor);
                case 5 -> {
                    String id = publish(instance, actor, "few", "visibility", "private");
                    oracle.published(actor, id);
                }
                default -> {
                    String id = publish(instance, actor, "Step " + step);
                    oracle.published(actor, id);
                    boostable.add(id);
                }
            }
        }
        for (long person : people) {
            awaitHome(person, oracle.homeOf(person));
        }
        people.forEach(HomeTimelineIT::invalidate);
        for (long person : people) {
            assertThat(home(one, person)).isEqualTo(oracle.homeOf(person));
        }
    }

    @Test
    void isServedFromPostgresWhileRedisIsGone() {
        long ada = person("steady", TwoShards.FIRST);
        long bob = person("busy", TwoShards.SECOND);
        follow(ada, bob);
        List<String> expected = new ArrayList<>();
        home(one, ada);
        for (int i = 0; i < CAPACITY + 10; i++) {
            expected.addFirst(publish(one, bob, "before " + i));
        }
        awaitHome(ada, expected);
        redis.killAll();
        try {
            assertThat(home(one, ada)).isEqualTo(expected);
            expected.addFirst(publish(other, bob, "meanwhile"));
            assertThat(home(one, ada)).isEqualTo(expected);
            assertThat(one.asNobody().get("/api/v1/timelines/public?limit=1").ids())
                    .isEqualTo(expected.subList(0, 1));
        } finally {
            redis.revive();
        }
        awaitHome(ada, expected);
        expected.addFirst(publish(other, bob, "after"));
        awaitHome(ada, expected);
    }

    @Test
    void isWholeAgainAfterAPrimaryOfRedisWasKilled() {
        long ada = person("calm", TwoShards.FIRST);
        long bob = person("chatty", TwoShards.SECOND);
        follow(ada, bob);
        List<String> expected = new ArrayList<>();
        home(one, ada);
        for (int i = 0; i < 30; i++) {
            if (i == 10) {
                redis.killPrimaryOf(TimelineKey.home(ada).entries());
            }
            expected.addFirst(publish(one, bob, "n" + i));
            assertThat(one.as(ada).get(HOME).status()).isEqualTo(200);
        }
        awaitHome(ada, expected);
    }

    @Test
    void showsThePublicTimeline() {
        long ada = person("public", TwoShards.FIRST);
        long bob = person("citizen", TwoShards.SECOND);
        String open = publish(one, ada, "open");
        publish(one, ada, "unlisted", "visibility", "unlisted");
        String answered = publish(one, bob, "answered");
        publish(one, ada, "an answer", "in_reply_to_id", answered);
        boost(ada, answered);
        String last = publish(one, bob, "last");
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(everybody("limit=3")).isEqualTo(List.of(last, answered, open)));
        assertThat(everybody("local=true&limit=1")).isEqualTo(List.of(last));
        assertThat(everybody("remote=true")).isEmpty();
        assertThat(everybody("only_media=true")).isEmpty();
        assertThat(everybody("max_id=" + last + "&limit=2")).isEqualTo(List.of(answered, open));
        assertThat(everybody("min_id=" + open)).isEqualTo(List.of(last, answered));
        one.as(bob).delete("/api/v1/statuses/" + last).ok();
        assertThat(everybody("limit=1")).isEqualTo(List.of(answered));
    }

    @Test
    void refusesWhoHasNotSignedIn() {
        long ada = person("refused", TwoShards.FIRST);
        assertThat(one.asNobody().get(HOME).status()).isEqualTo(401);
        assertThat(one.as(ada, "read:accounts").get(HOME).status()).isEqualTo(403);
        assertThat(one.as(ada).get(HOME + "?max_id=x").status()).isEqualTo(422);
    }

    private static List<String> everybody(String query) {
        return other.asNobody().get("/api/v1/timelines/public?" + query).ids();
    }

    /** The whole home timeline, by pages of seven. */
    private static List<String> home(FeedInstance instance, long account) {
        Api reader = instance.as(account);
        List<String> all = new ArrayList<>();
        String query = "?limit=7";
        while (true) {
            List<String> page = reader.get(HOME + query).ids();
            all.addAll(page);
            if (page.size() < 7) {
                return all;
            }
            query = "?limit=7&max_id=" + page.getLast();
        }
    }

    private static void awaitHome(long account, List<String> expected) {
        for (FeedInstance instance : List.of(one, other)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(home(instance, account)).isEqualTo(expected));
        }
    }

    private static long person(String name, int slot) {
        return users.addIn(slot, name);
    }

    private static String publish(FeedInstance instance, long author, String... fields) {
        String[] more = java.util.Arrays.copyOfRange(fields, 1, fields.length);
        return instance.as(author).publish(fields[0], more).path("id").asString();
    }

    private static String boost(long account, String status) {
        return one.as(account)
                .post("/api/v1/statuses/" + status + "/reblog")
                .ok()
                .path("id")
                .asString();
    }

    private static void follow(long follower, long followee) {
        users.follow(follower, followee);
        invalidate(follower);
    }

    private static void unfollow(long follower, long followee) {
        users.unfollow(follower, followee);
        invalidate(follower);
    }

    /**
     * As a follow of anybody does that begins or ends: it is told of until it has been heard, which
     * takes a moment where Redis has just come back.
     */
    private static void invalidate(long account) {
        await().atMost(PATIENCE)
                .until(() ->
                        one.asService()
                                        .post(
                                                "/internal/follows",
                                                "follower_id",
                                                Long.toString(account),
                                                "followee_id",
                                                "5")
                                        .status()
                                == 204);
    }
}
