package io.rookery.acceptance.misuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.acceptance.client.ApiClient;
import io.rookery.acceptance.client.ApiResponse;
import io.rookery.acceptance.client.Person;
import io.rookery.acceptance.platform.Platform;
import io.rookery.acceptance.platform.PlatformExtension;
import io.rookery.acceptance.population.Population;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests invalid input: the response is always an error of the API, and no write is applied
 * partially.
 */
@ExtendWith(PlatformExtension.class)
class BadInputIT {

    private final Platform platform;
    private final ApiClient api;

    BadInputIT(Platform platform) {
        this.platform = platform;
        this.api = platform.api();
    }

    @TestFactory
    Stream<DynamicTest> malformedRequestsAreRefusedInTheFormOfTheApi() {
        Person ada = platform.newPerson("bad_ada");
        Person bob = platform.newPerson("bad_bob");
        long foreign = bob.publish("not yours");
        Optional<String> token = ada.token();
        return Stream.of(
                refused("an empty status", 422, () -> ada.tryPublish("")),
                refused("a blank status", 422, () -> ada.tryPublish(" \n\t ")),
                refused("an over-long status", 422, () -> ada.tryPublish("x".repeat(501))),
                refused(
                        "a status of two megabytes",
                        413,
                        () -> ada.tryPublish("x".repeat(2_000_000))),
                refused("an unknown visibility", 422, () -> post(ada, "visibility", "everyone")),
                refused("a reply to nothing", 404, () -> post(ada, "in_reply_to_id", "1")),
                refused("a reply to a word", 404, () -> post(ada, "in_reply_to_id", "nothing")),
                refused(
                        "a body that is not JSON",
                        400,
                        () -> raw(token, "application/json", "{\"status\":")),
                refused("a JSON array", 400, () -> raw(token, "application/json", "[1,2]")),
                refused(
                        "a number as status",
                        422,
                        () -> json(token, Map.of("status", Map.of("a", 1)))),
                refused("a body in XML", 422, () -> raw(token, "application/xml", "<status/>")),
                refused("a status by a word", 404, () -> ada.get("/api/v1/statuses/first")),
                refused(
                        "a status by an id of 30 digits",
                        404,
                        () -> ada.get("/api/v1/statuses/" + "9".repeat(30))),
                refused("a negative status", 404, () -> ada.get("/api/v1/statuses/-5")),
                refused(
                        "an unknown status",
                        404,
                        () -> ada.get("/api/v1/statuses/" + (foreign + (1L << 22)))),
                refused(
                        "a status under an account's id",
                        404,
                        () -> ada.get("/api/v1/statuses/" + bob.id())),
                refused(
                        "an account under a status' id",
                        404,
                        () -> ada.get("/api/v1/accounts/" + foreign)),
                refused("an unknown account", 404, () -> ada.get("/api/v1/accounts/123456")),
                refused(
                        "an unknown name",
                        404,
                        () -> ada.get("/api/v1/accounts/lookup?acct=nobody_here")),
                refused(
                        "the delete of a foreign status",
                        404,
                        () -> ada.delete("/api/v1/statuses/" + foreign)),
                refused(
                        "a follow of nobody",
                        404,
                        () -> ada.post("/api/v1/accounts/123456/follow")),
                refused("a follow of oneself", 403, () -> ada.follow(ada)),
                refused(
                        "a favourite of nothing",
                        404,
                        () -> ada.post("/api/v1/statuses/12345/favourite")),
                refused("an unknown path", 404, () -> ada.get("/api/v1/nests")),
                refused("an inner path", 404, () -> ada.get("/internal/accounts?id=1")),
                refused("the actuator", 404, () -> ada.get("/actuator/env")),
                refused("the control plane", 404, () -> ada.get("/v1/shard-map")),
                refused(
                        "a path with dots",
                        404,
                        () -> ada.get("/api/v1/../../internal/accounts?id=1")),
                refused(
                        "an encoded inner path",
                        404,
                        () -> ada.get("/api/v1/%2e%2e/internal/accounts")),
                refused("a wrong method", 405, () -> ada.delete("/api/v1/timelines/home")),
                refused(
                        "an application without a name",
                        422,
                        () ->
                                api.post(
                                        "/api/v1/apps",
                                        Optional.empty(),
                                        Map.of("redirect_uris", "urn:ietf:wg:oauth:2.0:oob"))),
                refused(
                        "an application with a wrong address",
                        422,
                        () ->
                                api.post(
                                        "/api/v1/apps",
                                        Optional.empty(),
                                        Map.of(
                                                "client_name",
                                                "x",
                                                "redirect_uris",
                                                "not an address"))),
                refused(
                        "an unknown grant",
                        400,
                        () ->
                                api.post(
                                        "/oauth/token",
                                        Optional.empty(),
                                        Map.of(
                                                "grant_type",
                                                "wish",
                                                "client_id",
                                                platform.application().clientId(),
                                                "client_secret",
                                                platform.application().clientSecret()))),
                refused(
                        "a wrong client secret",
                        401,
                        () ->
                                api.post(
                                        "/oauth/token",
                                        Optional.empty(),
                                        Map.of(
                                                "grant_type",
                                                "client_credentials",
                                                "client_id",
                                                platform.application().clientId(),
                                                "client_secret",
                                                "wrong"))),
                refused(
                        "a wrong password",
                        400,
                        () ->
                                platform.application()
                                        .trySignIn(platform.emailOf(ada), "wrong password")),
                refused(
                        "an unknown e-mail",
                        400,
                        () ->
                                platform.application()
                                        .trySignIn("nobody@example.org", "wrong password")),
                refused("no token", 401, () -> api.get("/api/v1/timelines/home", Optional.empty())),
                refused(
                        "a word for a token",
                        401,
                        () -> api.get("/api/v1/timelines/home", Optional.of("word"))),
                refused(
                        "a token signed by nobody",
                        401,
                        () ->
                                api.get(
                                        "/api/v1/timelines/home",
                                        Optional.of(tampered(token.orElseThrow())))),
                refused(
                        "an unsigned token",
                        401,
                        () ->
                                api.get(
                                        "/api/v1/timelines/home",
                                        Optional.of(unsigned(token.orElseThrow())))),
                refused(
                        "an application's token for a person",
                        422,
                        () ->
                                api.get(
                                        "/api/v1/timelines/home",
                                        Optional.of(platform.application().token()))));
    }

    @TestFactory
    Stream<DynamicTest> signUpsThatBreakTheRulesNameTheField() {
        return Stream.of(
                signUp(
                        "a name in another script",
                        "username",
                        "адам",
                        "x1@example.org",
                        "long enough pass"),
                signUp(
                        "a look-alike name",
                        "username",
                        "ad\u0430m",
                        "x2@example.org",
                        "long enough pass"),
                signUp(
                        "a name with a space",
                        "username",
                        "ad am",
                        "x3@example.org",
                        "long enough pass"),
                signUp("an empty name", "username", "", "x4@example.org", "long enough pass"),
                signUp(
                        "an over-long name",
                        "username",
                        "a".repeat(31),
                        "x5@example.org",
                        "long enough pass"),
                signUp("a short password", "password", "bad_short", "x6@example.org", "short"),
                signUp(
                        "an endless password",
                        "password",
                        "bad_endless",
                        "x7@example.org",
                        "x".repeat(10_000)),
                signUp("no e-mail", "email", "bad_email", "", "long enough pass"),
                signUp("half an e-mail", "email", "bad_email", "half@", "long enough pass"));
    }

    @Test
    void aNameIsTakenInEveryCase() {
        Person ada = platform.newPerson("Bad_Case");
        String shouted = ada.username().toUpperCase(Locale.ROOT);
        ApiResponse answer =
                platform.application()
                        .trySignUp(shouted, "other.case@example.org", Population.password());

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.body().at("/details/username/0/error").asString()).isEqualTo("ERR_TAKEN");
    }

    @Test
    void aRefusedSignUpLeavesItsEmailFree() {
        Person ada = platform.newPerson("bad_taken");
        String email = platform.unused("free.again") + "@example.org";

        assertThat(
                        platform.application()
                                .trySignUp(ada.username(), email, Population.password())
                                .status())
                .isEqualTo(422);
        assertThat(
                        platform.application()
                                .trySignUp(
                                        platform.unused("bad_second"), email, Population.password())
                                .status())
                .isEqualTo(200);
    }

    @Test
    void aRevokedTokenIsRefusedEverywhere() {
        Person ada = platform.newPerson("bad_revoked");
        api.post(
                        "/oauth/revoke",
                        Optional.empty(),
                        Map.of(
                                "client_id", platform.application().clientId(),
                                "client_secret", platform.application().clientSecret(),
                                "token", ada.token().orElseThrow()))
                .expectSuccess();

        // Other gateways learn of the revocation within about a second.
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> {
                    for (String path :
                            List.of(
                                    "/api/v1/accounts/verify_credentials",
                                    "/api/v1/timelines/home",
                                    "/api/v1/notifications")) {
                        assertThat(ada.get(path).status()).as(path).isEqualTo(401);
                    }
                });
    }

    @Test
    void markupInAPostIsTextAndNeverMarkup() {
        Person ada = platform.newPerson("bad_markup");
        long id =
                ada.publish("<script>alert('x')</script> & \"quotes\" https://example.org/?a=<b>");
        String content = ada.get("/api/v1/statuses/" + id).field("content");

        assertThat(content).doesNotContain("<script").contains("&lt;script&gt;");
    }

    private static ApiResponse post(Person person, String field, String value) {
        return person.post("/api/v1/statuses", Map.of("status", "hello", field, value));
    }

    private ApiResponse json(Optional<String> token, Object body) {
        return api.postJson("/api/v1/statuses", token, body);
    }

    private ApiResponse raw(Optional<String> token, String type, String body) {
        return api.send(
                api.request("/api/v1/statuses", token)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body)));
    }

    private static String tampered(String token) {
        int middle = token.indexOf('.') + 10;
        char other = token.charAt(middle) == 'A' ? 'B' : 'A';
        return token.substring(0, middle) + other + token.substring(middle + 1);
    }

    private static String unsigned(String token) {
        // {"alg":"none"}
        return "eyJhbGciOiJub25lIn0"
                + token.substring(token.indexOf('.'), token.lastIndexOf('.') + 1);
    }

    private static DynamicTest refused(String what, int status, Supplier<ApiResponse> request) {
        return DynamicTest.dynamicTest(
                what,
                () -> {
                    ApiResponse answer = request.get();
                    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
                    assertThat(answer.field("error")).as(answer.text()).isNotEmpty();
                    assertThat(answer.text()).doesNotContain("Exception").doesNotContain("\tat ");
                });
    }

    private DynamicTest signUp(
            String what, String field, String username, String email, String password) {
        return DynamicTest.dynamicTest(
                what,
                () -> {
                    ApiResponse answer =
                            platform.application().trySignUp(username, email, password);
                    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
                    assertThat(answer.field("error")).startsWith("Validation failed: ");
                    assertThat(answer.body().path("details").path(field).isEmpty())
                            .as(answer.text())
                            .isFalse();
                });
    }
}
