package io.rookery.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.user.Api.Answer;
import io.rookery.user.Api.App;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class BlockIT {

    private static Platform platform;
    private static Instance instance;
    private static Api api;
    private static App app;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        platform = Platform.start(directory);
        instance = platform.newInstance();
        api = Api.of(instance);
        app = api.registerApp();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void endsFollowsAndRequestsInBothDirections() {
        String ada = join("blocker");
        String bob = join("blocked");
        act(ada, bob, "follow");
        act(bob, ada, "follow");
        assertThat(flags(act(ada, bob, "block"))).containsExactly("blocking");
        assertThat(flags(relationship(bob, ada))).containsExactly("blocked_by");
        assertThat(account(ada).required("followers_count").asInt()).isZero();
        assertThat(account(ada).required("following_count").asInt()).isZero();
        assertThat(account(bob).required("followers_count").asInt()).isZero();
        assertThat(account(bob).required("following_count").asInt()).isZero();
        assertThat(instance.feed().relations())
                .contains(id(ada) + " block " + id(bob), id(ada) + " block-own " + id(bob));

        lock(ada);
        String eve = join("blocked_asker");
        act(eve, ada, "follow");
        act(ada, eve, "block");
        assertThat(flags(relationship(eve, ada))).containsExactly("blocked_by");
        assertThat(names("/api/v1/follow_requests", ada)).isEmpty();
    }

    @Test
    void forbidsToFollowEitherWay() {
        String ada = join("forbidding");
        String bob = join("forbidden");
        act(ada, bob, "block");
        for (Answer refused : List.of(act(bob, ada, "follow"), act(ada, bob, "follow"))) {
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.field("error")).isEqualTo("This action is not allowed");
        }
        assertThat(flags(act(ada, bob, "unblock"))).isEmpty();
        assertThat(instance.feed().relations())
                .contains(id(ada) + " unblock " + id(bob), id(ada) + " own " + id(bob));
        assertThat(flags(act(bob, ada, "follow"))).contains("following");
    }

    @Test
    void isDoneOnceHoweverOftenItIsAsked() {
        String ada = join("insistent");
        String bob = join("pestered");
        act(ada, bob, "block");
        act(ada, bob, "block");
        assertThat(names("/api/v1/blocks", ada)).containsExactly("pestered");
        assertThat(instance.feed().relations()).containsOnlyOnce(id(ada) + " block " + id(bob));
        act(ada, bob, "unblock");
        assertThat(flags(act(ada, bob, "unblock"))).isEmpty();
        assertThat(names("/api/v1/blocks", ada)).isEmpty();
    }

    @Test
    void hidesEachFromTheOthersListsAndSearches() {
        String ada = join("hider_ada");
        String bob = join("hider_bob");
        String star = join("hider_star");
        act(ada, star, "follow");
        act(bob, star, "follow");
        act(star, bob, "follow");
        act(ada, bob, "block");
        String followers = "/api/v1/accounts/" + id(star) + "/followers";
        String following = "/api/v1/accounts/" + id(star) + "/following";
        assertThat(names(followers, ada)).containsExactly("hider_ada");
        assertThat(names(followers, bob)).containsExactly("hider_bob");
        assertThat(names(followers, star)).containsExactly("hider_bob", "hider_ada");
        assertThat(names(followers, null)).containsExactly("hider_bob", "hider_ada");
        assertThat(names(following, ada)).isEmpty();
        assertThat(names("/api/v1/accounts/search?q=hider", bob))
                .containsExactlyInAnyOrder("hider_bob", "hider_star");
        assertThat(names("/api/v1/accounts/search?q=hider", ada))
                .containsExactlyInAnyOrder("hider_ada", "hider_star");
        act(star, ada, "block");
        assertThat(names(followers, ada)).isEmpty();
        assertThat(names("/api/v1/accounts/search?q=hider&following=true", bob))
                .containsExactly("hider_star");
    }

    @Test
    void isNotForOneselfOrForNobody() {
        String ada = join("sane");
        assertThat(act(ada, ada, "block").status()).isEqualTo(403);
        for (String what : List.of("block", "unblock", "mute", "unmute", "remove_from_followers")) {
            for (String id : List.of("1", "9223372036854775807", "99999999999999999999")) {
                assertThat(api.post("/api/v1/accounts/" + id + "/" + what, Map.of(), ada).status())
                        .isEqualTo(404);
            }
        }
    }

    @Test
    void removesAFollowerWithoutForbiddingAnything() {
        String ada = join("remover");
        String bob = join("removed");
        act(bob, ada, "follow");
        assertThat(flags(act(ada, bob, "remove_from_followers"))).isEmpty();
        assertThat(flags(relationship(bob, ada))).isEmpty();
        assertThat(account(ada).required("followers_count").asInt()).isZero();
        assertThat(account(bob).required("following_count").asInt()).isZero();
        assertThat(instance.feed().relations()).contains(id(ada) + " remove " + id(bob));
        assertThat(flags(act(bob, ada, "follow"))).contains("following");
    }

    private static String join(String name) {
        return api.join(app, name);
    }

    private static String id(String token) {
        return api.idOf(token);
    }

    private static void lock(String token) {
        api.send("PATCH", "/api/v1/accounts/update_credentials", Map.of("locked", "true"), token);
    }

    private static Answer act(String who, String whom, String what) {
        return api.post("/api/v1/accounts/" + id(whom) + "/" + what, Map.of(), who);
    }

    private static JsonNode relationship(String viewer, String other) {
        return api.get("/api/v1/accounts/relationships?id[]=" + id(other), viewer)
                .json()
                .required(0);
    }

    private static List<String> flags(Answer answer) {
        return flags(answer.json());
    }

    /** Returns the names of the flags that are true in the relationship. */
    private static List<String> flags(JsonNode relationship) {
        return RelationModel.WORDS.stream()
                .filter(word -> relationship.required(word).asBoolean())
                .toList();
    }

    private static JsonNode account(String token) {
        return api.get("/api/v1/accounts/" + id(token), null).json();
    }

    private static List<String> names(String path, @Nullable String token) {
        List<String> names = new ArrayList<>();
        api.get(path, token)
                .json()
                .forEach(account -> names.add(account.required("username").asString()));
        return names;
    }
}
