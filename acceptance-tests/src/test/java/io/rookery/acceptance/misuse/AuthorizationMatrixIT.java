package io.rookery.acceptance.misuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.acceptance.client.ApiClient;
import io.rookery.acceptance.client.ApiResponse;
import io.rookery.acceptance.client.Person;
import io.rookery.acceptance.platform.Platform;
import io.rookery.acceptance.platform.PlatformExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests which actions each kind of person may do with a status of each visibility. */
@ExtendWith(PlatformExtension.class)
class AuthorizationMatrixIT {

    private static final List<String> ACTIONS =
            List.of("see", "favourite", "reblog", "reply", "delete");

    private final Platform platform;

    AuthorizationMatrixIT(Platform platform) {
        this.platform = platform;
    }

    @TestFactory
    Stream<DynamicTest> eachVisibilityIsEnforcedForEveryone() {
        Person author = platform.newPerson("matrix_author");
        Person follower = platform.newPerson("matrix_follower");
        Person stranger = platform.newPerson("matrix_stranger");
        Person mentioned = platform.newPerson("matrix_mentioned");
        follower.follow(author).expectSuccess();
        Map<String, Person> people =
                Map.of(
                        "author",
                        author,
                        "follower",
                        follower,
                        "stranger",
                        stranger,
                        "mentioned",
                        mentioned);

        // who: what they may do (s=see, f=favourite, b=boost, r=reply, d=delete)
        List<DynamicTest> tests = new ArrayList<>();
        matrix(
                tests,
                people,
                "public",
                "author sfbrd, follower sfbr, mentioned sfbr, stranger sfbr, nobody s");
        matrix(
                tests,
                people,
                "unlisted",
                "author sfbrd, follower sfbr, mentioned sfbr, stranger sfbr, nobody s");
        matrix(
                tests,
                people,
                "private",
                "author sfbrd, follower sfr, mentioned sfr, stranger -, nobody -");
        matrix(
                tests,
                people,
                "direct",
                "author sfrd, follower -, mentioned sfr, stranger -, nobody -");
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> aTokenDoesOnlyWhatItsScopesSay() {
        Person ada = platform.newPerson("matrix_scopes");
        ApiClient api = platform.api();
        Optional<String> reading = platform.tokenWithScopes(ada, "read");
        Optional<String> profile = platform.tokenWithScopes(ada, "read:accounts");
        Optional<String> writing = platform.tokenWithScopes(ada, "write:statuses");
        return Stream.of(
                answers("read reads", 200, () -> api.get("/api/v1/timelines/home", reading)),
                answers(
                        "read does not post",
                        403,
                        () -> api.post("/api/v1/statuses", reading, Map.of("status", "x"))),
                answers(
                        "read does not follow",
                        403,
                        () ->
                                api.post(
                                        "/api/v1/accounts/" + ada.id() + "/follow",
                                        reading,
                                        Map.of())),
                answers(
                        "read:accounts verifies",
                        200,
                        () -> api.get("/api/v1/accounts/verify_credentials", profile)),
                answers(
                        "read:accounts reads no timeline",
                        403,
                        () -> api.get("/api/v1/timelines/home", profile)),
                answers(
                        "read:accounts reads no notifications",
                        403,
                        () -> api.get("/api/v1/notifications", profile)),
                answers(
                        "write:statuses posts",
                        200,
                        () -> api.post("/api/v1/statuses", writing, Map.of("status", "x"))),
                answers(
                        "write:statuses does not read",
                        403,
                        () -> api.get("/api/v1/timelines/home", writing)),
                answers(
                        "write:statuses does not rename",
                        403,
                        () ->
                                api.patch(
                                        "/api/v1/accounts/update_credentials",
                                        writing,
                                        Map.of("display_name", "x"))));
    }

    private void matrix(
            List<DynamicTest> tests, Map<String, Person> people, String visibility, String rules) {
        for (String rule : rules.split(", ", -1)) {
            String who = rule.substring(0, rule.indexOf(' '));
            String allowed = rule.substring(rule.indexOf(' ') + 1);
            for (String action : ACTIONS) {
                char letter = action.equals("reblog") ? 'b' : action.charAt(0);
                boolean may = allowed.indexOf(letter) >= 0;
                tests.add(
                        DynamicTest.dynamicTest(
                                "%s %s %s a %s status"
                                        .formatted(
                                                who, may ? "may" : "may not", action, visibility),
                                () -> check(people, visibility, who, action, may)));
            }
        }
    }

    private void check(
            Map<String, Person> people, String visibility, String who, String action, boolean may) {
        Person author = Objects.requireNonNull(people.get("author"));
        Person mentioned = Objects.requireNonNull(people.get("mentioned"));
        long id =
                author.publish(
                        "For @" + mentioned.username() + " and whoever may see it",
                        Map.of("visibility", visibility));
        Optional<String> token = Optional.ofNullable(people.get(who)).flatMap(Person::token);
        String path = "/api/v1/statuses/" + id;
        ApiClient api = platform.api();
        ApiResponse answer =
                switch (action) {
                    case "see" -> api.get(path, token);
                    case "delete" -> api.delete(path, token);
                    case "reply" ->
                            api.post(
                                    "/api/v1/statuses",
                                    token,
                                    Map.of(
                                            "status",
                                            "a reply",
                                            "visibility",
                                            visibility,
                                            "in_reply_to_id",
                                            Long.toString(id)));
                    default -> api.post(path + "/" + action, token, Map.of());
                };
        if (may) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        } else if (token.isEmpty() && !action.equals("see")) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(401);
        } else {
            assertThat(answer.status()).as(answer.text()).isIn(403, 404, 422);
            assertThat(answer.text()).doesNotContain("whoever may see it");
        }
        boolean gone = may && action.equals("delete");
        assertThat(author.get(path).status()).isEqualTo(gone ? 404 : 200);
    }

    private static DynamicTest answers(String what, int status, Supplier<ApiResponse> request) {
        return DynamicTest.dynamicTest(
                what,
                () -> {
                    ApiResponse answer = request.get();
                    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
                });
    }
}
