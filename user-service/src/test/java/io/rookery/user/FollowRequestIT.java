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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class FollowRequestIT {

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
    void isWhatAFollowOfALockedAccountBecomes() {
        String shy = locked("shy");
        String fan = first.join(app, "shy_fan");
        JsonNode answer = follow(fan, shy).json();
        assertThat(answer.required("following").asBoolean()).isFalse();
        assertThat(answer.required("requested").asBoolean()).isTrue();
        assertThat(relationship(shy, fan).required("requested_by").asBoolean()).isTrue();
        assertThat(relationship(shy, fan).required("followed_by").asBoolean()).isFalse();
        assertThat(names(shy)).containsExactly("shy_fan");
        assertThat(requestsCount(shy)).isEqualTo(1);
        assertThat(counts(shy, fan)).isEqualTo("0/0");
        assertThat(instance.feed().notifiedOfRequests())
                .contains(first.idOf(shy) + "<" + first.idOf(fan));
        assertThat(instance.feed().notified())
                .doesNotContain(first.idOf(shy) + "<" + first.idOf(fan));
        assertThat(internal(fan, "/relations?id=" + first.idOf(shy)))
                .isEqualTo("{\"relations\":[]}");
        assertThat(internal(shy, "/followers")).contains("\"ids\":[]");
        assertThat(internal(fan, "/following")).contains("\"accounts\":[]");
    }

    @Test
    void isAcceptedOnce() {
        String shy = locked("accepting");
        String fan = first.join(app, "accepted");
        follow(fan, shy);
        assertThat(decide(shy, fan, "authorize").required("followed_by").asBoolean()).isTrue();
        // The action is idempotent, because a client may retry after a lost response.
        assertThat(decide(shy, fan, "authorize").required("followed_by").asBoolean()).isTrue();
        assertThat(relationship(fan, shy).required("following").asBoolean()).isTrue();
        assertThat(relationship(fan, shy).required("requested").asBoolean()).isFalse();
        assertThat(counts(shy, fan)).isEqualTo("1/1");
        assertThat(names(shy)).isEmpty();
        assertThat(instance.feed().notified())
                .containsOnlyOnce(first.idOf(shy) + "<" + first.idOf(fan));
        assertThat(tryTo(shy, fan, "reject").status()).isEqualTo(404);
        assertThat(follow(fan, shy).json().required("following").asBoolean()).isTrue();
    }

    @Test
    void isRejectedForGood() {
        String shy = locked("rejecting");
        String fan = first.join(app, "rejected");
        follow(fan, shy);
        assertThat(decide(shy, fan, "reject").required("requested_by").asBoolean()).isFalse();
        assertThat(tryTo(shy, fan, "reject").status()).isEqualTo(200);
        assertThat(tryTo(shy, fan, "authorize").status()).isEqualTo(404);
        assertThat(relationship(fan, shy).required("requested").asBoolean()).isFalse();
        assertThat(requestsCount(shy)).isZero();
        assertThat(follow(fan, shy).json().required("requested").asBoolean()).isTrue();
    }

    @Test
    void isWithdrawnByUnfollowing() {
        String shy = locked("waiting");
        String fan = first.join(app, "hesitant");
        follow(fan, shy);
        act(fan, shy, "unfollow");
        assertThat(relationship(fan, shy).required("requested").asBoolean()).isFalse();
        assertThat(names(shy)).isEmpty();
        assertThat(tryTo(shy, fan, "authorize").status()).isEqualTo(404);
        assertThat(counts(shy, fan)).isEqualTo("0/0");
    }

    @Test
    void goesOnWaitingWhenSomethingElseIsWishedOfIt() {
        String shy = locked("reserved");
        String fan = first.join(app, "attentive");
        follow(fan, shy);
        String path = "/api/v1/accounts/" + first.idOf(shy) + "/follow";
        first.post(path, Map.of("notify", "true"), fan).json();
        assertThat(instance.feed().statesOf(first.idOf(fan), first.idOf(shy)))
                .containsExactly("requested", "requested");
        act(fan, shy, "unfollow");
        assertThat(instance.feed().statesOf(first.idOf(fan), first.idOf(shy)))
                .containsExactly("requested", "requested", "ended");
    }

    @Test
    void isNobodysWhoHasNotAsked() {
        String shy = locked("unasked");
        for (String id :
                List.of("1", first.idOf(first.join(app, "stranger")), "99999999999999999999")) {
            for (String decision : List.of("authorize", "reject")) {
                assertThat(
                                first.post(
                                                "/api/v1/follow_requests/" + id + "/" + decision,
                                                Map.of(),
                                                shy)
                                        .status())
                        .isEqualTo(404);
            }
        }
    }

    @Test
    void isAcceptedWhenTheAccountIsUnlocked() {
        String shy = locked("opening");
        List<String> fans = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            fans.add(first.join(app, "opening_fan" + i));
            follow(fans.get(i), shy);
        }
        lock(shy, false);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(fans)
                                .allMatch(fan ->
                                        relationship(fan, shy).required("following").asBoolean()));
        assertThat(account(shy).required("followers_count").asInt()).isEqualTo(3);
        String late = first.join(app, "opening_late");
        assertThat(follow(late, shy).json().required("following").asBoolean()).isTrue();
    }

    @Test
    void doesNotReplaceAFollowThatIsThere() {
        String shy = first.join(app, "closing");
        String fan = first.join(app, "old_fan");
        follow(fan, shy);
        lock(shy, true);
        assertThat(follow(fan, shy).json().required("following").asBoolean()).isTrue();
        act(fan, shy, "unfollow");
        assertThat(follow(fan, shy).json().required("requested").asBoolean()).isTrue();
    }

    @Test
    void keepsItsOptionsUntilItIsAccepted() {
        String shy = locked("optional");
        String fan = first.join(app, "choosy");
        JsonNode asked =
                first.post(
                                "/api/v1/accounts/" + first.idOf(shy) + "/follow",
                                Map.of("reblogs", "false", "notify", "true", "languages[]", "de"),
                                fan)
                        .json();
        assertThat(asked.required("showing_reblogs").asBoolean()).isFalse();
        assertThat(asked.required("notifying").asBoolean()).isTrue();
        assertThat(asked.required("languages").required(0).asString()).isEqualTo("de");
        assertThat(internal(shy, "/followers")).contains("\"notify\":[]");
        decide(shy, fan, "authorize");
        assertThat(internal(shy, "/followers"))
                .contains("\"notify\":[\"" + first.idOf(fan) + "\"]");
        assertThat(internal(fan, "/following")).contains("\"id\":\"" + first.idOf(shy) + "\"");
        assertThat(internal(fan, "/relations?id=" + first.idOf(shy)))
                .contains("\"following\":true");
        assertThat(internal(fan, "/rules"))
                .contains("\"no_reblogs\":[\"" + first.idOf(shy) + "\"]")
                .contains("\"languages\":{\"" + first.idOf(shy) + "\":[\"de\"]}");
    }

    @Test
    void isListedPageByPage() {
        String shy = locked("popular");
        List<String> fans = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            follow(first.join(app, "popular_fan" + i), shy);
            fans.addFirst("popular_fan" + i);
        }
        List<String> seen = new ArrayList<>();
        String path = "/api/v1/follow_requests?limit=2";
        while (path != null) {
            Answer page = second.get(path, shy);
            page.json().forEach(account -> seen.add(account.required("username").asString()));
            path = nextOf(page);
        }
        assertThat(seen).isEqualTo(fans);
    }

    @Test
    void endsTheSameAtBothEndsHoweverManyDecideAtOnce() throws Exception {
        String shy = locked("torn");
        String fan = first.join(app, "torn_fan");
        List<Callable<Answer>> calls = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            for (Api api : List.of(first, second)) {
                for (String what : List.of("follow", "unfollow", "follow")) {
                    calls.add(() -> post(api, "accounts/" + first.idOf(shy) + "/" + what, fan));
                }
                for (String what : List.of("authorize", "reject")) {
                    calls.add(() ->
                            post(api, "follow_requests/" + first.idOf(fan) + "/" + what, shy));
                }
                for (String what : List.of("block", "unblock", "remove_from_followers")) {
                    calls.add(() -> post(api, "accounts/" + first.idOf(fan) + "/" + what, shy));
                }
                calls.add(() -> lock(shy, true));
                calls.add(() -> lock(shy, false));
            }
        }
        assertThat(Concurrently.run(calls)).allMatch(answer -> answer.status() < 500);
        post(first, "accounts/" + first.idOf(fan) + "/unblock", shy);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> {
                    assertThat(platform.sum("select count(*) from outbox")).isZero();
                    JsonNode out = relationship(fan, shy);
                    JsonNode in = relationship(shy, fan);
                    boolean following = out.required("following").asBoolean();
                    assertThat(in.required("followed_by").asBoolean()).isEqualTo(following);
                    assertThat(in.required("requested_by").asBoolean())
                            .isEqualTo(out.required("requested").asBoolean());
                    assertThat(internal(shy, "/followers").contains(first.idOf(fan)))
                            .isEqualTo(following);
                    assertThat(internal(fan, "/following").contains(first.idOf(shy)))
                            .isEqualTo(following);
                    assertThat(counts(shy, fan)).isEqualTo(following ? "1/1" : "0/0");
                });
    }

    private static String locked(String username) {
        String token = first.join(app, username);
        lock(token, true);
        return token;
    }

    private static Answer lock(String token, boolean locked) {
        return first.send(
                "PATCH",
                "/api/v1/accounts/update_credentials",
                Map.of("locked", String.valueOf(locked)),
                token);
    }

    private static Answer post(Api api, String path, String token) {
        return api.post("/api/v1/" + path, Map.of(), token);
    }

    private static Answer follow(String follower, String followee) {
        return act(follower, followee, "follow");
    }

    private static Answer act(String who, String whom, String what) {
        return post(first, "accounts/" + first.idOf(whom) + "/" + what, who);
    }

    private static JsonNode decide(String followee, String follower, String decision) {
        return tryTo(followee, follower, decision).json();
    }

    private static Answer tryTo(String followee, String follower, String decision) {
        return post(first, "follow_requests/" + first.idOf(follower) + "/" + decision, followee);
    }

    private static JsonNode relationship(String viewer, String other) {
        return second.get("/api/v1/accounts/relationships?id[]=" + first.idOf(other), viewer)
                .json()
                .required(0);
    }

    private static List<String> names(String token) {
        List<String> names = new ArrayList<>();
        second.get("/api/v1/follow_requests", token)
                .json()
                .forEach(account -> names.add(account.required("username").asString()));
        return names;
    }

    private static int requestsCount(String token) {
        return second.get("/api/v1/accounts/verify_credentials", token)
                .json()
                .required("source")
                .required("follow_requests_count")
                .asInt();
    }

    /** Returns the followee's number of followers and the follower's number of followees. */
    private static String counts(String followee, String follower) {
        return account(followee).required("followers_count").asInt()
                + "/"
                + account(follower).required("following_count").asInt();
    }

    private static JsonNode account(String token) {
        return second.get("/api/v1/accounts/" + first.idOf(token), null).json();
    }

    private static String internal(String token, String path) {
        return first.get(
                        "/internal/accounts/" + first.idOf(token) + path,
                        Platform.feedServiceToken())
                .text();
    }

    private static @Nullable String nextOf(Answer page) {
        String link = page.headers().firstValue("Link").orElse(null);
        return link == null
                ? null
                : link.replaceFirst("<http://[^/]+([^>]+)>; rel=\"next\".*", "$1");
    }
}
