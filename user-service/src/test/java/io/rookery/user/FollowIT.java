package io.rookery.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.user.Api.Answer;
import io.rookery.user.Api.App;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class FollowIT {

    private static Platform platform;
    private static Instance instance;
    private static Api first;
    private static Api second;
    private static App app;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        platform = Platform.start(directory);
        instance = platform.newInstance();
        first = Api.of(instance);
        second = Api.of(platform.newInstance());
        app = first.registerApp();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void listsAreOnlyForTokensWithTheScope() {
        String star = first.idOf(first.join(app, "scoped"));
        Map<String, String> form =
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        app.clientId(),
                        "client_secret",
                        app.clientSecret(),
                        "scope",
                        "write:statuses");
        String token = first.post("/oauth/token", form, null).field("access_token");
        for (String list : List.of("followers", "following")) {
            String path = "/api/v1/accounts/" + star + "/" + list;
            assertThat(first.get(path, token).status()).isEqualTo(403);
            assertThat(first.get(path, null).status()).isEqualTo(200);
        }
    }

    @Test
    void isSeenAtBothEndsAndCountedOnce() {
        String ada = first.join(app, "ada");
        String bob = first.join(app, "bob");
        Answer followed = follow(ada, bob);
        assertThat(followed.json().required("following").asBoolean()).isTrue();
        follow(ada, bob); // a repetition without effect
        assertThat(relationship(bob, ada).required("followed_by").asBoolean()).isTrue();
        assertThat(account(ada).required("following_count").asInt()).isEqualTo(1);
        assertThat(account(bob).required("followers_count").asInt()).isEqualTo(1);
        assertThat(instance.feed().invalidated()).contains(first.idOf(ada));
        assertThat(instance.feed().notified())
                .containsOnlyOnce(first.idOf(bob) + "<" + first.idOf(ada));

        Answer ended =
                first.post("/api/v1/accounts/" + first.idOf(bob) + "/unfollow", Map.of(), ada);
        assertThat(ended.json().required("following").asBoolean()).isFalse();
        assertThat(instance.feed().relations())
                .contains(first.idOf(ada) + " own " + first.idOf(bob));
        assertThat(account(ada).required("following_count").asInt()).isZero();
        assertThat(account(bob).required("followers_count").asInt()).isZero();
        assertThat(list("/api/v1/accounts/" + first.idOf(bob) + "/followers")).isEmpty();
    }

    @Test
    void remembersHowSomebodyIsFollowed() {
        String one = first.join(app, "fan");
        String id = first.idOf(first.join(app, "star"));
        first.post(
                "/api/v1/accounts/" + id + "/follow",
                Map.of("reblogs", "false", "notify", "true"),
                one);
        JsonNode options =
                first.get("/api/v1/accounts/relationships?id[]=" + id, one).json().required(0);
        assertThat(options.required("showing_reblogs").asBoolean()).isFalse();
        assertThat(options.required("notifying").asBoolean()).isTrue();
        JsonNode changed =
                first.post("/api/v1/accounts/" + id + "/follow", Map.of("reblogs", "true"), one)
                        .json();
        assertThat(changed.required("showing_reblogs").asBoolean()).isTrue();
        assertThat(changed.required("notifying").asBoolean()).isTrue();
    }

    @Test
    void isShownInTheLanguagesThatWereChosen() {
        String fan = first.join(app, "linguist");
        String id = first.idOf(first.join(app, "polyglot"));
        String path = "/api/v1/accounts/" + id + "/follow";
        assertThat(first.post(path + "?languages[]=fr&languages[]=de", Map.of(), fan).text())
                .contains("\"languages\":[\"de\",\"fr\"]");
        assertThat(first.post(path, Map.of("notify", "true"), fan).text())
                .contains("\"languages\":[\"de\",\"fr\"]");
        assertThat(first.post(path + "?languages[]=pt_br&languages[]=PT-BR", Map.of(), fan).text())
                .contains("\"languages\":[\"pt-BR\"]");
        for (String language : List.of("german", "d", "de-x-y", "<b>")) {
            assertThat(first.post(path, Map.of("languages[]", language), fan).status())
                    .isEqualTo(422);
        }
        assertThat(first.post(path, Map.of("languages[]", ""), fan).text())
                .contains("\"languages\":null");
    }

    @Test
    void tellsTheFolloweesEndWhoWantsEachStatus() {
        String star = first.join(app, "heard_star");
        String fan = first.join(app, "hearing_fan");
        String path = "/api/v1/accounts/" + first.idOf(star) + "/follow";
        String followers = "/internal/accounts/" + first.idOf(star) + "/followers?notifying=true";
        follow(first.join(app, "other_fan"), star);
        first.post(path, Map.of(), fan);
        assertThat(internal(followers)).contains("\"ids\":[]");
        first.post(path, Map.of("notify", "true"), fan);
        assertThat(internal(followers))
                .contains("\"ids\":[\"" + first.idOf(fan) + "\"],\"notify\":[\"");
        first.post(path, Map.of("notify", "false"), fan);
        assertThat(internal(followers)).contains("\"ids\":[]");
    }

    @Test
    void listsPageByPageWhoFollowedLastFirst() {
        String star = first.join(app, "paged");
        String id = first.idOf(star);
        List<String> fans = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String fan = first.join(app, "pager" + i);
            first.post("/api/v1/accounts/" + id + "/follow", Map.of(), fan);
            fans.addFirst("pager" + i);
        }
        List<String> seen = new ArrayList<>();
        String path = "/api/v1/accounts/" + id + "/followers?limit=2";
        while (path != null) {
            Answer page = second.get(path, null);
            page.json().forEach(account -> seen.add(account.required("username").asString()));
            String link = page.headers().firstValue("Link").orElse(null);
            path =
                    link == null
                            ? null
                            : link.replaceFirst("<http://[^/]+([^>]+)>; rel=\"next\".*", "$1");
        }
        assertThat(seen).isEqualTo(fans);
    }

    @Test
    void endsRightHoweverManyChangeItAtOnce() throws Exception {
        String ada = first.join(app, "fickle");
        String bob = first.join(app, "object");
        String id = first.idOf(bob);
        Concurrently.run(
                IntStream.range(0, 12)
                        .<Callable<Answer>>mapToObj(i ->
                                () ->
                                        (i % 2 == 0 ? first : second)
                                                .post(
                                                        "/api/v1/accounts/"
                                                                + id
                                                                + (i % 3 == 0
                                                                        ? "/unfollow"
                                                                        : "/follow"),
                                                        Map.of(),
                                                        ada))
                        .toList());
        boolean following = relationship(ada, bob).required("following").asBoolean();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> {
                    assertThat(relationship(bob, ada).required("followed_by").asBoolean())
                            .isEqualTo(following);
                    assertThat(account(bob).required("followers_count").asInt())
                            .isEqualTo(following ? 1 : 0);
                    assertThat(account(ada).required("following_count").asInt())
                            .isEqualTo(following ? 1 : 0);
                });
    }

    @Test
    void makesAnAccountLargeForEver() {
        Api fewWillDo =
                Api.of(
                        platform.newInstance(
                                Map.of("rookery.accounts.large-follower-threshold", "1")));
        String star = first.join(app, "large_star");
        String id = first.idOf(star);
        for (String fan : List.of("large_fan1", "large_fan2")) {
            String token = first.join(app, fan);
            fewWillDo.post("/api/v1/accounts/" + id + "/follow", Map.of(), token);
            fewWillDo.post("/api/v1/accounts/" + id + "/unfollow", Map.of(), token);
            assertThat(internal("/internal/accounts?id=" + id)).contains("\"large\":false");
        }
        for (String fan : List.of("large_fan3", "large_fan4")) {
            fewWillDo.post("/api/v1/accounts/" + id + "/follow", Map.of(), first.join(app, fan));
        }
        assertThat(internal("/internal/accounts?id=" + id)).contains("\"large\":true");
        String fan = first.join(app, "large_fan5");
        first.post("/api/v1/accounts/" + id + "/follow", Map.of(), fan);
        assertThat(internal("/internal/accounts/" + first.idOf(fan) + "/following"))
                .contains("\"large\":true");
    }

    @Test
    void isNotForOneselfOrForNobody() {
        String ada = first.join(app, "selfish");
        assertThat(
                        first.post("/api/v1/accounts/" + first.idOf(ada) + "/follow", Map.of(), ada)
                                .status())
                .isEqualTo(403);
        for (String id : List.of("1", "9223372036854775807", "0", "99999999999999999999")) {
            assertThat(first.post("/api/v1/accounts/" + id + "/follow", Map.of(), ada).status())
                    .isEqualTo(404);
        }
    }

    @Test
    void isToldToTheOtherServices() {
        String ada = first.join(app, "internal_ada");
        String bob = first.join(app, "internal_bob");
        follow(ada, bob);
        String adaId = first.idOf(ada);
        String bobId = first.idOf(bob);
        assertThat(internal("/internal/accounts/" + bobId + "/followers"))
                .isEqualTo("{\"ids\":[\"" + adaId + "\"],\"notify\":[],\"next\":null}");
        assertThat(internal("/internal/accounts/" + adaId + "/following"))
                .isEqualTo(
                        "{\"accounts\":[{\"id\":\""
                                + bobId
                                + "\",\"large\":false}],"
                                + "\"next\":null}");
        assertThat(internal("/internal/accounts/" + adaId + "/relations?id=" + bobId + "&id=5"))
                .startsWith("{\"relations\":[{\"id\":\"" + bobId + "\",\"following\":true,");
        assertThat(first.get("/internal/accounts/" + adaId + "/relations?id=1", ada).status())
                .isEqualTo(401);
    }

    private static String internal(String path) {
        return first.get(path, Platform.feedServiceToken()).text();
    }

    private static Answer follow(String follower, String followee) {
        return first.post(
                "/api/v1/accounts/" + first.idOf(followee) + "/follow", Map.of(), follower);
    }

    private static JsonNode relationship(String viewer, String other) {
        return second.get("/api/v1/accounts/relationships?id[]=" + first.idOf(other), viewer)
                .json()
                .required(0);
    }

    private static JsonNode account(String token) {
        return second.get("/api/v1/accounts/" + first.idOf(token), null).json();
    }

    private static JsonNode list(String path) {
        return second.get(path, null).json();
    }
}
