package io.rookery.feed.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.feed.Api;
import io.rookery.feed.FeedInstance;
import io.rookery.feed.TwoShards;
import io.rookery.feed.account.FakeUserService;
import io.rookery.feed.status.VisibilityTable.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that each viewer sees exactly what {@code visibility.csv} says, whether the relation to the
 * author began before or after the status was published. The author and a third person are on one
 * shard, the viewer is on another. There is no Redis.
 */
class VisibilityIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final FakeUserService users = new FakeUserService();
    private static final VisibilityTable table = VisibilityTable.read();

    private static TwoShards shards;
    private static FeedInstance instance;
    private static int scenes;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        shards = TwoShards.start(directory);
        instance = FeedInstance.startWithoutRedis(shards, users);
    }

    @AfterAll
    static void stop() {
        instance.close();
        shards.close();
    }

    @TestFactory
    Stream<DynamicNode> everybodySeesWhatTheTableSays() {
        return table.people().stream()
                .flatMap(who ->
                        Stream.of(true, false)
                                .map(before ->
                                        DynamicContainer.dynamicContainer(
                                                who + (before ? ", before" : ", after"),
                                                tests(who, before))));
    }

    private static Stream<DynamicTest> tests(String who, boolean before) {
        Scene[] scene = new Scene[1];
        return table.paths().stream()
                .map(path ->
                        DynamicTest.dynamicTest(
                                path,
                                () -> {
                                    if (scene[0] == null) {
                                        scene[0] = new Scene(who, before);
                                    }
                                    assertThat(scene[0].seen(path))
                                            .isEqualTo(table.expected(who, path));
                                }));
    }

    /** An author with one status of each kind, and a viewer. */
    private static final class Scene {

        private final int number = scenes++;
        private final String word = "word" + number + "x";
        private final String tag = "tag" + number + "x";
        private final long author = person("author", TwoShards.FIRST);
        private final long third = person("third", TwoShards.FIRST);
        private final long viewer;
        private final Api api;
        private final boolean isSignedIn;
        private final String root;
        private final List<String> ids = new ArrayList<>();
        private final List<String> boosts = new ArrayList<>();

        Scene(String who, boolean before) {
            viewer = who.equals("author") ? author : person("viewer", TwoShards.SECOND);
            isSignedIn = !who.equals("nobody");
            api = isSignedIn ? instance.as(viewer) : instance.asNobody();
            if (who.contains("follower") || who.equals("unfollowed")) {
                users.follow(viewer, author);
            }
            if (before) {
                come(who);
            }
            root = instance.as(third).publish("root").path("id").asString();
            for (Kind kind : Kind.values()) {
                ids.add(publish(kind));
            }
            for (String id : ids) {
                Api.Answer boost = instance.as(third).post("/api/v1/statuses/" + id + "/reblog");
                boosts.add(boost.status() == 200 ? boost.ok().path("id").asString() : "1");
            }
            instance.as(author).post("/api/v1/statuses/" + root + "/favourite").ok();
            instance.as(author).post("/api/v1/statuses/" + root + "/reblog").ok();
            if (!before) {
                come(who);
            }
            await().atMost(PATIENCE).until(() -> untold(TwoShards.FIRST) == 0);
        }

        private long person(String name, int slot) {
            return users.addIn(slot, name + number);
        }

        private void come(String who) {
            switch (who) {
                case "unfollowed" -> users.unfollow(viewer, author);
                case "blocked", "blocked-follower" -> users.block(author, viewer);
                case "blocking" -> users.block(viewer, author);
                case "muting", "muting-follower" -> users.mute(viewer, author, true);
                case "muting-quietly" -> users.mute(viewer, author, false);
                case "muted" -> users.mute(author, viewer, true);
                default -> {}
            }
        }

        /** Publishes a reply, so that the status is part of a conversation. */
        private String publish(Kind kind) {
            String named =
                    switch (kind.named) {
                        case "viewer" -> " @" + users.usernameOf(viewer);
                        case "third" -> " @" + users.usernameOf(third);
                        default -> "";
                    };
            return instance.as(author)
                    .publish(
                            word + " #" + tag + named,
                            "visibility",
                            kind.visibility,
                            "in_reply_to_id",
                            root)
                    .path("id")
                    .asString();
        }

        private static long untold(int slot) {
            return shards.admin(slot)
                    .sql("select count(*) from feed.outbox where kind = 'notify'")
                    .query(Long.class)
                    .single();
        }

        List<String> seen(String path) {
            return switch (path) {
                case "id" -> each(id -> found(get(id, "")));
                case "source", "history", "context" -> each(id -> found(get(id, "/" + path)));
                case "likes" -> each(id -> found(get(id, "/favourited_by")));
                case "boosts" -> each(id -> found(get(id, "/reblogged_by")));
                case "ids" ->
                        in(api.get("/api/v1/statuses?id[]=" + String.join("&id[]=", ids)).ids());
                case "address" ->
                        each(id -> yes(search("https://rookery.example/@a/" + id).contains(id)));
                case "profile" -> in(profile(author));
                case "public-timeline" -> publicTimeline();
                case "tag-timeline" -> in(api.get("/api/v1/timelines/tag/" + tag).ids());
                case "search" -> in(search(word));
                case "conversation" ->
                        in(
                                Api.Answer.ids(
                                        api.get("/api/v1/statuses/" + root + "/context")
                                                .ok()
                                                .path("descendants")));
                case "boost" -> boosts.stream().map(id -> found(get(id, ""))).toList();
                case "boost-on-profile" -> {
                    List<String> shown = profile(third);
                    yield boosts.stream().map(id -> yes(shown.contains(id))).toList();
                }
                case "notification" -> told();
                case "favourite", "bookmark", "reblog", "unfavourite", "unbookmark", "unreblog" ->
                        each(id -> done(id, path));
                case "reply" -> each(this::reply);
                case "liker" -> each(_ -> actor("favourited_by"));
                case "booster" -> each(_ -> actor("reblogged_by"));
                default -> throw new IllegalArgumentException("No such path: " + path);
            };
        }

        /**
         * Reads the public timeline. It shows no replies to other people, so this publishes other
         * statuses in their place.
         */
        private List<String> publicTimeline() {
            List<String> own = new ArrayList<>();
            for (Kind kind : Kind.values()) {
                own.add(
                        instance.as(author)
                                .publish("own", "visibility", kind.visibility)
                                .path("id")
                                .asString());
            }
            List<String> shown =
                    api.get("/api/v1/timelines/public?limit=40&min_id=" + ids.getLast()).ids();
            return own.stream().map(id -> yes(shown.contains(id))).toList();
        }

        private List<String> each(UnaryOperator<String> answer) {
            return ids.stream().map(answer).toList();
        }

        private List<String> in(List<String> shown) {
            return each(id -> yes(shown.contains(id)));
        }

        private List<String> profile(long account) {
            return api.get("/api/v1/accounts/" + account + "/statuses?limit=40").ids();
        }

        private List<String> search(String words) {
            return Api.Answer.ids(
                    api.get("/api/v2/search?type=statuses&limit=40&q=" + words)
                            .ok()
                            .path("statuses"));
        }

        private Api.Answer get(String id, String part) {
            // The path /source requires a token. Without one, the status itself shows whether it is
            // visible.
            return part.equals("/source") && !isSignedIn
                    ? api.get("/api/v1/statuses/" + id)
                    : api.get("/api/v1/statuses/" + id + part);
        }

        private List<String> told() {
            if (!isSignedIn) {
                return each(_ -> "no");
            }
            List<String> about = new ArrayList<>();
            api.get("/api/v1/notifications?types[]=mention")
                    .ok()
                    .forEach(one -> about.add(one.path("status").path("id").asString()));
            int unread =
                    api.get("/api/v1/notifications/unread_count?types[]=mention")
                            .ok()
                            .path("count")
                            .asInt();
            assertThat(unread).isEqualTo(about.size());
            return in(about);
        }

        private String done(String id, String action) {
            return Integer.toString(api.post("/api/v1/statuses/" + id + "/" + action).status());
        }

        private String reply(String id) {
            return Integer.toString(
                    api.post("/api/v1/statuses", "status", "re", "in_reply_to_id", id).status());
        }

        private String actor(String list) {
            return yes(
                    api.get("/api/v1/statuses/" + root + "/" + list)
                            .ids()
                            .contains(Long.toString(author)));
        }

        private static String found(Api.Answer answer) {
            assertThat(answer.status()).isIn(200, 404);
            return yes(answer.status() == 200);
        }

        private static String yes(boolean isSo) {
            return isSo ? "yes" : "no";
        }
    }
}
