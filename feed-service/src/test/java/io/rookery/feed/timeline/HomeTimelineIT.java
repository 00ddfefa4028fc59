package io.rookery.feed.timeline;

import static io.rookery.feed.timeline.HomeFeed.CAPACITY;
import static io.rookery.feed.timeline.HomeFeed.HOME;
import static io.rookery.feed.timeline.HomeFeed.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.feed.Api;
import io.rookery.feed.FeedInstance;
import io.rookery.feed.TwoShards;
import io.rookery.shard.id.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests home timelines through two instances, on two shards and a Redis Cluster. */
@ExtendWith(HomeFeed.Extension.class)
class HomeTimelineIT {

    private final HomeFeed feed;
    private final FeedInstance one;
    private final FeedInstance other;

    HomeTimelineIT(HomeFeed feed) {
        this.feed = feed;
        this.one = feed.one;
        this.other = feed.other;
    }

    @Test
    void showsOnesOwnStatusAtOnce() {
        long ada = feed.person("own", TwoShards.FIRST);
        assertThat(feed.home(one, ada)).isEmpty();
        for (int i = 0; i < 5; i++) {
            String id = feed.publish(one, ada, "Post " + i);
            assertThat(other.as(ada).get(HOME).ids()).first().isEqualTo(id);
        }
    }

    @Test
    void showsEachStatusToThoseItIsMeantFor() {
        long ada = feed.person("reader", TwoShards.FIRST);
        long bob = feed.person("followed", TwoShards.SECOND);
        long eve = feed.person("stranger", TwoShards.SECOND);
        feed.follow(ada, bob);
        feed.home(one, ada);
        String open = feed.publish(one, bob, "open");
        String unlisted = feed.publish(one, bob, "unlisted", "visibility", "unlisted");
        String few = feed.publish(one, bob, "few", "visibility", "private");
        feed.publish(one, bob, "nobody", "visibility", "direct");
        feed.publish(one, eve, "stranger");
        feed.publish(one, eve, "@reader hi", "visibility", "direct");
        String direct = feed.publish(one, bob, "@reader hello", "visibility", "direct");
        List<String> expected = List.of(direct, few, unlisted, open);
        feed.awaitHome(ada, expected);
        feed.invalidate(ada);
        assertThat(feed.home(one, ada)).isEqualTo(expected);
        one.as(bob).delete("/api/v1/statuses/" + few).ok();
        assertThat(feed.home(other, ada)).isEqualTo(List.of(direct, unlisted, open));
        one.as(bob).delete("/api/v1/statuses/" + direct).ok();
        feed.awaitHome(ada, List.of(unlisted, open));
        await().atMost(PATIENCE).until(() -> direct(ada) == 0);
        feed.publish(one, bob, "@reader again", "visibility", "direct");
        await().atMost(PATIENCE).until(() -> direct(ada) == 1);
        feed.users.unfollow(ada, bob);
        feed.ended(ada, bob);
        assertThat(feed.home(one, ada)).isEmpty();
        assertThat(direct(ada)).isZero();
    }

    private long direct(long account) {
        return feed.shards
                .admin(Ids.slotOf(account))
                .sql("select count(*) from feed.direct where account_id = " + account)
                .query(Long.class)
                .single();
    }

    @Test
    void showsAStatusOnce() {
        long ada = feed.person("once", TwoShards.FIRST);
        long bob = feed.person("first", TwoShards.FIRST);
        long cyd = feed.person("second", TwoShards.SECOND);
        long eve = feed.person("unknown", TwoShards.SECOND);
        feed.follow(ada, bob);
        feed.follow(ada, cyd);
        feed.home(one, ada);
        String known = feed.publish(one, bob, "by a followed");
        String unknown = feed.publish(one, eve, "by a stranger");
        feed.boost(cyd, known);
        String first = feed.boost(bob, unknown);
        feed.boost(cyd, unknown);
        List<String> expected = List.of(first, known);
        feed.awaitHome(ada, expected);
        feed.invalidate(ada);
        assertThat(feed.home(one, ada)).isEqualTo(expected);
        one.as(eve).delete("/api/v1/statuses/" + unknown).ok();
        assertThat(feed.home(one, ada)).isEqualTo(List.of(known));
    }

    @Test
    void pagesThroughEverythingEitherWay() {
        long ada = feed.person("pager", TwoShards.FIRST);
        long bob = feed.person("writer", TwoShards.SECOND);
        feed.follow(ada, bob);
        feed.home(one, ada);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 3 * CAPACITY; i++) {
            expected.addFirst(
                    feed.publish(i % 2 == 0 ? one : other, i % 3 == 0 ? ada : bob, "n" + i));
        }
        feed.awaitHome(ada, expected);
        feed.invalidate(ada);
        assertThat(feed.home(one, ada)).isEqualTo(expected);
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
        long ada = feed.person("fan", TwoShards.FIRST);
        long bob = feed.person("friend", TwoShards.SECOND);
        long star = feed.person("star", TwoShards.SECOND);
        feed.follow(ada, bob);
        feed.follow(ada, star);
        List<String> expected = new ArrayList<>();
        feed.home(one, ada);
        for (int i = 0; i < 10; i++) {
            expected.addFirst(feed.publish(one, i % 2 == 0 ? bob : star, "before " + i));
        }
        feed.awaitHome(ada, expected);
        feed.users.becomeLarge(star);
        // Both instances may have cached for a while that the author is not large.
        for (int i = 0; i < 2 * CAPACITY; i++) {
            expected.addFirst(feed.publish(one, i % 3 == 0 ? bob : star, "after " + i));
        }
        feed.awaitHome(ada, expected);
        feed.invalidate(ada);
        assertThat(feed.home(other, ada)).isEqualTo(expected);
    }

    @Test
    void agreesWithAnOracleWhateverHappens() {
        agreesWithAnOracle(42, 8, 250, 10);
    }

    /** Uses so few steps that Redis has each whole timeline. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void agreesWithAnOracleAboutBoostsAndTheirUndoing(long seed) {
        agreesWithAnOracle(seed, 5, 60, 14);
    }

    private void agreesWithAnOracle(long seed, int accounts, int steps, int kinds) {
        Random random = new Random(seed);
        HomeTimelineModel model = new HomeTimelineModel();
        List<Long> people = new ArrayList<>();
        for (int i = 0; i < accounts; i++) {
            people.add(
                    feed.person(
                            "p" + i + "s" + seed,
                            i % 2 == 0 ? TwoShards.FIRST + i : TwoShards.SECOND + i));
        }
        List<String> boostable = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            FeedInstance instance = random.nextBoolean() ? one : other;
            long actor = people.get(random.nextInt(people.size()));
            long target = people.get(random.nextInt(people.size()));
            switch (random.nextInt(kinds)) {
                case 0, 1 -> {
                    if (actor != target && model.follow(actor, target)) {
                        feed.follow(actor, target);
                    }
                }
                case 2 -> {
                    if (model.unfollow(actor, target)) {
                        feed.unfollow(actor, target);
                    }
                }
                case 3 -> {
                    if (!boostable.isEmpty()) {
                        String boosted = boostable.get(random.nextInt(boostable.size()));
                        if (model.mayBoost(actor, boosted)) {
                            model.boosted(actor, boosted, feed.boost(actor, boosted));
                        }
                    }
                }
                case 4 -> feed.home(instance, actor);
                case 5 -> {
                    String id = feed.publish(instance, actor, "few", "visibility", "private");
                    model.published(actor, id);
                }
                case 10, 11 -> {
                    if (!boostable.isEmpty()) {
                        String boosted = boostable.get(random.nextInt(boostable.size()));
                        if (model.unboosted(actor, boosted)) {
                            instance.as(actor)
                                    .post("/api/v1/statuses/" + boosted + "/unreblog")
                                    .ok();
                        } else if (model.mayBoost(actor, boosted)) {
                            model.boosted(actor, boosted, feed.boost(actor, boosted));
                        }
                    }
                }
                case 12 -> {
                    if (!boostable.isEmpty()) {
                        String doomed = boostable.get(random.nextInt(boostable.size()));
                        if (model.mayDelete(actor, doomed)) {
                            instance.as(actor).delete("/api/v1/statuses/" + doomed).ok();
                            model.deleted(doomed);
                            boostable.remove(doomed);
                        }
                    }
                }
                default -> {
                    String id = feed.publish(instance, actor, "Step " + step);
                    model.published(actor, id);
                    boostable.add(id);
                }
            }
        }
        for (long person : people) {
            feed.awaitHome(person, model.homeOf(person));
        }
        people.forEach(feed::invalidate);
        for (long person : people) {
            assertThat(feed.home(one, person)).isEqualTo(model.homeOf(person));
        }
    }

    @Test
    void isServedFromPostgresWhileRedisIsGone() {
        long ada = feed.person("steady", TwoShards.FIRST);
        long bob = feed.person("busy", TwoShards.SECOND);
        feed.follow(ada, bob);
        List<String> expected = new ArrayList<>();
        feed.home(one, ada);
        for (int i = 0; i < CAPACITY + 10; i++) {
            expected.addFirst(feed.publish(one, bob, "before " + i));
        }
        feed.awaitHome(ada, expected);
        feed.redis.killAll();
        try {
            assertThat(feed.home(one, ada)).isEqualTo(expected);
            expected.addFirst(feed.publish(other, bob, "meanwhile"));
            assertThat(feed.home(one, ada)).isEqualTo(expected);
            assertThat(one.asNobody().get("/api/v1/timelines/public?limit=1").ids())
                    .isEqualTo(expected.subList(0, 1));
        } finally {
            feed.redis.revive();
        }
        feed.awaitHome(ada, expected);
        expected.addFirst(feed.publish(other, bob, "after"));
        feed.awaitHome(ada, expected);
    }

    @Test
    void isWholeAgainAfterAPrimaryOfRedisWasKilled() {
        long ada = feed.person("calm", TwoShards.FIRST);
        long bob = feed.person("chatty", TwoShards.SECOND);
        feed.follow(ada, bob);
        List<String> expected = new ArrayList<>();
        feed.home(one, ada);
        for (int i = 0; i < 30; i++) {
            if (i == 10) {
                feed.redis.killPrimaryOf(TimelineKey.home(ada).name());
            }
            expected.addFirst(feed.publish(one, bob, "n" + i));
            assertThat(one.as(ada).get(HOME).status()).isEqualTo(200);
        }
        feed.awaitHome(ada, expected);
    }

    @Test
    void showsThePublicTimeline() {
        long ada = feed.person("public", TwoShards.FIRST);
        long bob = feed.person("citizen", TwoShards.SECOND);
        String open = feed.publish(one, ada, "open");
        feed.publish(one, ada, "unlisted", "visibility", "unlisted");
        String answered = feed.publish(one, bob, "answered");
        feed.publish(one, ada, "an answer", "in_reply_to_id", answered);
        feed.boost(ada, answered);
        String last = feed.publish(one, bob, "last");
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
        long ada = feed.person("refused", TwoShards.FIRST);
        assertThat(one.asNobody().get(HOME).status()).isEqualTo(401);
        assertThat(one.as(ada, "read:accounts").get(HOME).status()).isEqualTo(403);
        assertThat(one.as(ada).get(HOME + "?max_id=x").status()).isEqualTo(422);
    }

    private List<String> everybody(String query) {
        return other.asNobody().get("/api/v1/timelines/public?" + query).ids();
    }
}
