package io.rookery.acceptance.misuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.acceptance.client.ApiResponse;
import io.rookery.acceptance.client.Person;
import io.rookery.acceptance.platform.Platform;
import io.rookery.acceptance.platform.PlatformExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests which statuses of a locked account a viewer sees, in which places, for each relation to the
 * author. The relations come from real follow requests, blocks and mutes. The statuses were
 * published before the last change of the relation, and are read as soon as that change is
 * acknowledged.
 */
@ExtendWith(PlatformExtension.class)
class LockedAccountVisibilityIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /**
     * Kinds of statuses. A letter is direct and mentions the viewer. A whisper is private and
     * mentions the viewer.
     */
    private static final List<String> KINDS =
            List.of("public", "unlisted", "private", "direct", "letter", "whisper");

    /**
     * Columns: viewers, places, and the kinds that the viewers see there. Each combination of
     * viewer and place occurs once.
     */
    private static final String TABLE =
            """
            stranger requested rejected removed unfollowed | id profile conversation | public unlisted letter whisper
            stranger requested rejected removed unfollowed | public-timeline tag-timeline search | public
            stranger requested rejected removed unfollowed | home | -
            stranger requested rejected removed unfollowed | notification | letter whisper
            follower | id profile conversation | public unlisted private letter whisper
            follower | public-timeline tag-timeline search | public
            follower | home | public unlisted private letter whisper
            follower | notification | letter whisper
            blocked | id profile conversation public-timeline tag-timeline search home notification | -
            blocking | id profile | public unlisted letter whisper
            blocking | conversation public-timeline tag-timeline search home notification | -
            muting | id profile | public unlisted private letter whisper
            muting | conversation public-timeline tag-timeline search home notification | -
            """;

    private final Platform platform;

    LockedAccountVisibilityIT(Platform platform) {
        this.platform = platform;
    }

    @TestFactory
    Stream<DynamicNode> everybodySeesWhatTheTableSays() {
        Map<String, Map<String, Set<String>>> expected = new LinkedHashMap<>();
        Set<String> paths = new LinkedHashSet<>();
        for (String line : TABLE.lines().toList()) {
            String[] columns = line.split("\\|", -1);
            for (String who : columns[0].strip().split(" ", -1)) {
                for (String path : columns[1].strip().split(" ", -1)) {
                    paths.add(path);
                    Set<String> kinds = new LinkedHashSet<>(KINDS);
                    kinds.retainAll(List.of(columns[2].strip().split(" ", -1)));
                    assertThat(
                                    expected.computeIfAbsent(who, _ -> new LinkedHashMap<>())
                                            .put(path, kinds))
                            .as("%s, %s is said twice", who, path)
                            .isNull();
                }
            }
        }
        return expected.entrySet().stream()
                .map(who -> {
                    assertThat(who.getValue().keySet()).as(who.getKey()).isEqualTo(paths);
                    return DynamicContainer.dynamicContainer(
                            who.getKey(), tests(who.getKey(), who.getValue()));
                });
    }

    private Stream<DynamicTest> tests(String who, Map<String, Set<String>> expected) {
        Scene[] scene = new Scene[1];
        return expected.entrySet().stream()
                .map(path ->
                        DynamicTest.dynamicTest(
                                path.getKey(),
                                () -> {
                                    if (scene[0] == null) {
                                        scene[0] = new Scene(platform, who);
                                    }
                                    assertThat(scene[0].seen(path.getKey()))
                                            .isEqualTo(path.getValue());
                                }));
    }

    /** A locked author with one status of each kind, and a viewer. */
    private static final class Scene {

        private final Person author;
        private final Person viewer;
        private final Person third;
        private final String word;
        private final long root;
        private final Map<String, Long> ids = new LinkedHashMap<>();
        private final Map<String, Long> replies = new LinkedHashMap<>();

        Scene(Platform platform, String who) {
            author = platform.newPerson("aud_author_" + who);
            viewer = platform.newPerson("aud_viewer_" + who);
            third = platform.newPerson("aud_third_" + who);
            word = "w" + author.id();
            change(author, "locked", "true");
            boolean follows =
                    Set.of("follower", "removed", "unfollowed", "blocked", "muting").contains(who);
            if (follows) {
                ApiResponse requested = viewer.follow(author).expectSuccess();
                assertThat(requested.field("requested")).isEqualTo("true");
                author.post("/api/v1/follow_requests/" + viewer.id() + "/authorize")
                        .expectSuccess();
            }
            root = third.publish("root");
            for (String kind : KINDS) {
                ids.put(kind, publish(kind, Map.of()));
                replies.put(kind, publish(kind, Map.of("in_reply_to_id", Long.toString(root))));
            }
            Set<String> athome =
                    follows
                            ? Set.of("public", "unlisted", "private", "letter", "whisper")
                            : Set.of();
            await().atMost(PATIENCE).until(() -> seen("home").equals(athome));
            await().atMost(PATIENCE)
                    .until(() -> seen("notification").equals(Set.of("letter", "whisper")));
            come(who);
        }

        private void come(String who) {
            switch (who) {
                case "requested" -> viewer.follow(author).expectSuccess();
                case "rejected" -> {
                    viewer.follow(author).expectSuccess();
                    author.post("/api/v1/follow_requests/" + viewer.id() + "/reject")
                            .expectSuccess();
                }
                case "removed" -> act(author, viewer, "remove_from_followers");
                case "unfollowed" -> act(viewer, author, "unfollow");
                case "blocked" -> act(author, viewer, "block");
                case "blocking" -> act(viewer, author, "block");
                case "muting" -> act(viewer, author, "mute");
                default -> {}
            }
        }

        private static void act(Person actor, Person other, String action) {
            actor.post("/api/v1/accounts/" + other.id() + "/" + action).expectSuccess();
        }

        private static void change(Person person, String field, String value) {
            person.api()
                    .patch(
                            "/api/v1/accounts/update_credentials",
                            person.token(),
                            Map.of(field, value))
                    .expectSuccess();
        }

        private long publish(String kind, Map<String, String> more) {
            Map<String, String> fields = new LinkedHashMap<>(more);
            fields.put(
                    "visibility",
                    switch (kind) {
                        case "letter" -> "direct";
                        case "whisper" -> "private";
                        default -> kind;
                    });
            String named =
                    switch (kind) {
                        case "letter", "whisper" -> " @" + viewer.username();
                        case "direct" -> " @" + third.username();
                        default -> "";
                    };
            return author.publish(word + " #" + word + named, fields);
        }

        Set<String> seen(String path) {
            return switch (path) {
                case "id" -> {
                    Set<String> seen = new LinkedHashSet<>();
                    ids.forEach((kind, id) -> {
                        int status = viewer.get("/api/v1/statuses/" + id).status();
                        assertThat(status).isIn(200, 404);
                        if (status == 200) {
                            seen.add(kind);
                        }
                    });
                    yield seen;
                }
                case "profile" ->
                        of(ids, page("/api/v1/accounts/" + author.id() + "/statuses?limit=40"));
                case "conversation" ->
                        of(replies, page("/api/v1/statuses/" + root + "/context", "descendants"));
                case "public-timeline" ->
                        of(ids, page("/api/v1/timelines/public?limit=40&min_id=" + (root - 1)));
                case "tag-timeline" -> of(ids, page("/api/v1/timelines/tag/" + word + "?limit=40"));
                case "search" ->
                        of(
                                ids,
                                page(
                                        "/api/v2/search?type=statuses&limit=40&q=" + word,
                                        "statuses"));
                case "home" -> of(ids, page("/api/v1/timelines/home?limit=40"));
                case "notification" -> {
                    List<Long> about = new ArrayList<>();
                    viewer.get("/api/v1/notifications?limit=80&types[]=mention")
                            .expectSuccess()
                            .body()
                            .forEach(one ->
                                    about.add(
                                            Long.parseLong(
                                                    one.path("status").path("id").asString())));
                    yield of(ids, about);
                }
                default -> throw new IllegalArgumentException("No such path: " + path);
            };
        }

        private List<Long> page(String path) {
            return viewer.get(path).expectSuccess().ids();
        }

        private List<Long> page(String path, String list) {
            List<Long> found = new ArrayList<>();
            viewer.get(path)
                    .expectSuccess()
                    .body()
                    .path(list)
                    .forEach(one -> found.add(Long.parseLong(one.path("id").asString())));
            return found;
        }

        private static Set<String> of(Map<String, Long> all, List<Long> shown) {
            Set<String> kinds = new LinkedHashSet<>();
            all.forEach((kind, id) -> {
                if (shown.contains(id)) {
                    kinds.add(kind);
                }
            });
            return kinds;
        }
    }
}
