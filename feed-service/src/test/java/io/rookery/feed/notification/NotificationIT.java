package io.rookery.feed.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.feed.Api;
import io.rookery.feed.FeedInstance;
import io.rookery.feed.TwoShards;
import io.rookery.feed.account.FakeUserService;
import io.rookery.feed.notification.NotificationChanges.Doing;
import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.id.Ids;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Tests notifications through two instances on two shards, without Redis. */
class NotificationIT {

    private static final String PATH = "/api/v1/notifications";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final FakeUserService users = new FakeUserService();
    private static final IdGenerator ids = new IdGenerator(InstantSource.system());

    private static TwoShards shards;
    private static FeedInstance one;
    private static FeedInstance other;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        shards = TwoShards.start(directory);
        one = instance();
        other = instance();
    }

    private static FeedInstance instance() {
        return FeedInstance.startWithoutRedis(shards, users);
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
        shards.close();
    }

    @Test
    void opensItsInternalPathsToThoseWhoNeedThem() throws Exception {
        assertThat(one.lettingIn())
                .containsExactly(
                        "POST /internal/accounts/changed: user-service",
                        "POST /internal/follows: user-service",
                        "POST /internal/relations: user-service");
    }

    @Test
    void tellsOfMentionsFavouritesBoostsAndFollows() {
        long ada = users.addIn(TwoShards.FIRST, "told");
        long bob = users.addIn(TwoShards.SECOND, "doer");
        String status = one.as(ada).publish("Hello").path("id").asString();
        one.as(bob).post("/api/v1/statuses/" + status + "/favourite").ok();
        awaitCount(ada, 1);
        one.as(bob).post("/api/v1/statuses/" + status + "/reblog").ok();
        awaitCount(ada, 2);
        String mention = one.as(bob).publish("Hi @told").path("id").asString();
        awaitCount(ada, 3);
        follow(ada, bob, id(ada));
        JsonNode shown = awaitCount(ada, 4);
        assertThat(types(shown)).containsExactly("follow", "mention", "reblog", "favourite");
        JsonNode newest = shown.path(0);
        assertThat(newest.path("account").path("username").asString()).isEqualTo("doer");
        assertThat(newest.has("status")).isFalse();
        assertThat(newest.path("group_key").asString())
                .isEqualTo("ungrouped-" + newest.path("id").asString());
        assertThat(newest.path("created_at").asString()).endsWith("Z");
        assertThat(shown.path(1).path("status").path("id").asString()).isEqualTo(mention);
        assertThat(shown.path(3).path("status").path("id").asString()).isEqualTo(status);
        assertThat(types(list(ada, "?types[]=mention&types[]=follow")))
                .containsExactly("follow", "mention");
        assertThat(types(list(ada, "?exclude_types[]=mention")))
                .containsExactly("follow", "reblog", "favourite");
        assertThat(types(list(ada, "?types[]=poll"))).isEmpty();
        assertThat(types(list(ada, "?account_id=" + ada))).isEmpty();
        assertThat(types(list(ada, "?account_id=" + bob))).hasSize(4);
        assertThat(one.as(ada).get(PATH + "/unread_count").ok().path("count").asInt()).isEqualTo(4);
        assertThat(one.as(bob).get(PATH).ids()).isEmpty();
        one.as(bob).delete("/api/v1/statuses/" + mention).ok();
        assertThat(types(list(ada, ""))).containsExactly("follow", "reblog", "favourite");
    }

    @Test
    void tellsOfTheSameDoingOnce() throws Exception {
        long ada = users.addIn(TwoShards.FIRST, "tired");
        long bob = users.addIn(TwoShards.SECOND, "insistent");
        String id = id(ada);
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 10; i++) {
                boolean repeated = i % 2 == 0;
                all.add(threads.submit(() -> follow(ada, bob, repeated ? id : id(ada))));
            }
        }
        for (Future<?> each : all) {
            each.get();
        }
        assertThat(list(ada, "")).hasSize(1);
    }

    @Test
    void tellsOfBothWhenTwoHaveTheSameIdentifier() {
        long ada = users.addIn(TwoShards.FIRST, "unlucky");
        long bob = users.addIn(TwoShards.SECOND, "left");
        long eve = users.addIn(TwoShards.SECOND, "right");
        String id = id(ada);
        follow(ada, bob, id);
        follow(ada, eve, id);
        assertThat(list(ada, "")).hasSize(2);
    }

    @Test
    void tellsOfARequestUntilItIsOverAndOfTheNextOneAnew() {
        long ada = users.addIn(TwoShards.FIRST, "locked");
        long bob = users.addIn(TwoShards.SECOND, "asking");
        String first = id(ada);
        say(ada, bob, "requested", first, first);
        assertThat(types(list(ada, ""))).containsExactly("follow_request");
        // Only the options of the follow request change. It stays pending.
        say(ada, bob, "requested", first, "");
        assertThat(types(list(ada, ""))).containsExactly("follow_request");

        String withdrawn = id(ada);
        say(ada, bob, "ended", withdrawn, "");
        say(ada, bob, "requested", first, first);
        assertThat(list(ada, "")).isEmpty();

        String second = id(ada);
        say(ada, bob, "requested", second, second);
        say(ada, bob, "ended", withdrawn, "");
        assertThat(types(list(ada, ""))).containsExactly("follow_request");

        say(ada, bob, "accepted", second, id(ada));
        say(ada, bob, "requested", second, second);
        assertThat(types(list(ada, ""))).containsExactly("follow");

        say(ada, bob, "ended", second, "");
        say(ada, bob, "accepted", second, id(ada));
        assertThat(list(ada, "")).isEmpty();
    }

    @Test
    void understandsAUserServiceThatDoesNotSayHowFarAFollowIs() {
        long ada = users.addIn(TwoShards.FIRST, "patient");
        long bob = users.addIn(TwoShards.SECOND, "old");
        change(ada, bob, "follow_request", id(ada));
        assertThat(types(list(ada, ""))).containsExactly("follow_request");
        change(ada, bob, "follow", "");
        assertThat(list(ada, "")).isEmpty();
        change(ada, bob, "follow_request", id(ada));
        assertThat(types(list(ada, ""))).containsExactly("follow_request");
    }

    @Test
    void tellsOfANewFollowBySomebodyOfWhomItHasToldBefore() {
        long ada = users.addIn(TwoShards.FIRST, "followed");
        long bob = users.addIn(TwoShards.SECOND, "returning");
        String first = id(ada);
        say(ada, bob, "accepted", first, first);
        one.as(ada).post(PATH + "/clear").ok();
        say(ada, bob, "accepted", first, id(ada));
        assertThat(list(ada, "")).isEmpty();
        String second = id(ada);
        say(ada, bob, "accepted", second, second);
        assertThat(types(list(ada, ""))).containsExactly("follow");

        relation(ada, bob, "block");
        relation(ada, bob, "unblock");
        assertThat(list(ada, "")).isEmpty();
        String third = id(ada);
        say(ada, bob, "accepted", third, third);
        assertThat(types(list(ada, ""))).containsExactly("follow");
    }

    @Test
    void tellsOfNothingThatIsUndone() {
        long ada = users.addIn(TwoShards.FIRST, "liked");
        long bob = users.addIn(TwoShards.SECOND, "fickle");
        String status = one.as(ada).publish("Hello").path("id").asString();
        String path = "/api/v1/statuses/" + status;
        for (String done : List.of("favourite", "reblog")) {
            one.as(bob).post(path + "/" + done).ok();
            awaitCount(ada, 1);
            one.as(bob).post(path + "/un" + done).ok();
            awaitCount(ada, 0);
            one.as(bob).post(path + "/" + done).ok();
            awaitCount(ada, 1);
            one.as(bob).post(path + "/un" + done).ok();
            awaitCount(ada, 0);
        }
        String mention = one.as(bob).publish("Hi @liked").path("id").asString();
        awaitCount(ada, 1);
        one.as(bob).delete("/api/v1/statuses/" + mention).ok();
        await().atMost(PATIENCE).until(() -> shown(ada) == 0);
    }

    @Test
    void takesNoUndoingForTheNewestThatIsNot() {
        long ada = users.addIn(TwoShards.FIRST, "steady");
        long bob = users.addIn(TwoShards.SECOND, "quick");
        NotificationChanges changes = one.part(NotificationChanges.class);
        changes.withdraw(ada, favourite(bob, 2));
        changes.tell(List.of(ada), favourite(bob, 1));
        assertThat(shown(ada)).isZero();
        changes.tell(List.of(ada), favourite(bob, 3));
        changes.withdraw(ada, favourite(bob, 2));
        assertThat(shown(ada)).isEqualTo(1);
    }

    private static Doing favourite(long from, long version) {
        return new Doing(NotificationType.FAVOURITE, from, 5L, version);
    }

    private static long rows(String from) {
        return shards.admin(TwoShards.FIRST)
                .sql("select count(*) from feed." + from)
                .query(Long.class)
                .single();
    }

    private static long shown(long account) {
        return rows("notification where not dismissed and account_id = " + account);
    }

    /** Sends a notice as old versions of user-service do, without state and version. */
    private static void change(long followed, long follower, String type, String id) {
        tell(
                "/internal/follows",
                "notification_id",
                id,
                "followee_id",
                Long.toString(followed),
                "follower_id",
                Long.toString(follower),
                "type",
                type);
    }

    private static void say(long followed, long follower, String state, String version, String id) {
        tell(
                "/internal/follows",
                "notification_id",
                id,
                "followee_id",
                Long.toString(followed),
                "follower_id",
                Long.toString(follower),
                "state",
                state,
                "version",
                version);
    }

    private static void relation(long account, long other, String kind) {
        tell(
                "/internal/relations",
                "account_id",
                Long.toString(account),
                "other_id",
                Long.toString(other),
                "kind",
                kind);
    }

    private static void tell(String path, String... fields) {
        assertThat(one.asService().tell(path, fields).status()).isEqualTo(204);
    }

    @Test
    void pagesThroughAll() {
        long ada = users.addIn(TwoShards.SECOND, "popular");
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            follow(ada, users.addIn(TwoShards.FIRST, "fan" + i), id(ada));
        }
        expected.addAll(one.as(ada).get(PATH + "?limit=80").ids());
        assertThat(expected).hasSize(25);
        List<String> paged = new ArrayList<>();
        String query = "?limit=4";
        while (true) {
            Api.Answer page = other.as(ada).get(PATH + query);
            if (page.ids().isEmpty()) {
                break;
            }
            paged.addAll(page.ids());
            query = "?limit=4&max_id=" + page.ids().getLast();
            assertThat(page.link()).contains("max_id=" + page.ids().getLast());
        }
        assertThat(paged).isEqualTo(expected);
        assertThat(other.as(ada).get(PATH + "?limit=4&min_id=" + expected.get(10)).ids())
                .isEqualTo(expected.subList(6, 10));
    }

    @Test
    void forgetsWhatIsDismissed() {
        long ada = users.addIn(TwoShards.FIRST, "tidy");
        long bob = users.addIn(TwoShards.SECOND, "b");
        long eve = users.addIn(TwoShards.SECOND, "e");
        follow(ada, bob, id(ada));
        follow(ada, eve, id(ada));
        String newest = one.as(ada).get(PATH).ids().getFirst();
        assertThat(one.as(ada).get(PATH + "/" + newest).ok().path("id").asString())
                .isEqualTo(newest);
        assertThat(one.as(bob).get(PATH + "/" + newest).status()).isEqualTo(404);
        assertThat(one.as(bob).post(PATH + "/" + newest + "/dismiss").status()).isEqualTo(404);
        one.as(ada).post(PATH + "/" + newest + "/dismiss").ok();
        one.as(ada).post(PATH + "/" + newest + "/dismiss").ok();
        assertThat(one.as(ada).get(PATH + "/" + newest).status()).isEqualTo(404);
        assertThat(one.as(ada).get(PATH).ids()).hasSize(1);
        one.as(ada).post(PATH + "/clear").ok();
        assertThat(one.as(ada).get(PATH).ids()).isEmpty();
    }

    @Test
    void refusesWhatMakesNoSense() {
        long ada = users.addIn(TwoShards.FIRST, "careful");
        assertThat(one.asNobody().get(PATH).status()).isEqualTo(401);
        assertThat(one.as(ada, "read:statuses").get(PATH).status()).isEqualTo(403);
        assertThat(one.as(ada, "read").post(PATH + "/clear").status()).isEqualTo(403);
        assertThat(one.as(ada).get(PATH + "/abc").status()).isEqualTo(404);
        assertThat(one.as(ada).get(PATH + "/99999999999999999999").status()).isEqualTo(404);
        assertThat(one.asNobody().tell("/internal/follows", "follower_id", "1").status())
                .isEqualTo(401);
        assertThat(one.asService().tell("/internal/follows", "follower_id", "1").status())
                .isEqualTo(422);
    }

    private static JsonNode awaitCount(long account, int count) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(list(account, "")).hasSize(count));
        return list(account, "");
    }

    private static JsonNode list(long account, String query) {
        return other.as(account).get(PATH + query).ok();
    }

    private static List<String> types(JsonNode notifications) {
        List<String> types = new ArrayList<>();
        notifications.forEach(each -> types.add(each.path("type").asString()));
        return types;
    }

    private static String id(long account) {
        return Ids.format(ids.next(Ids.slotOf(account)));
    }

    private static void follow(long followed, long follower, String id) {
        change(followed, follower, "follow", id);
    }
}
