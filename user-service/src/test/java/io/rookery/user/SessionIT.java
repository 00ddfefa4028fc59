package io.rookery.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.kit.security.RevocationList;
import io.rookery.shard.id.Ids;
import io.rookery.user.Api.Answer;
import io.rookery.user.Api.App;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionIT {

    private static final String REDIRECT = "https://client.example/back";
    private static final String VERIFIER = "a-verifier-of-at-least-forty-three-characters";

    private static Platform platform;
    private static Instance firstInstance;
    private static Instance secondInstance;
    private static Api first;
    private static Api second;
    private static App app;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        platform = Platform.start(directory);
        firstInstance = platform.newInstance();
        secondInstance = platform.newInstance();
        first = Api.of(firstInstance);
        second = Api.of(secondInstance);
        app = first.registerApp();
        first.join(app, "ada");
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void redirectsWithCodeAndState() {
        Answer answer = authorize(REDIRECT, Map.of("state", "a b&c"));
        assertThat(answer.status()).isEqualTo(302);
        String location = answer.headers().firstValue("Location").orElseThrow();
        assertThat(location).startsWith(REDIRECT + "?code=").endsWith("&state=a%20b%26c");
        Answer token = redeem(code(location), REDIRECT, Map.of());
        assertThat(token.status()).isEqualTo(200);
        assertThat(token.field("scope")).isEqualTo("read write");
        assertThat(
                        second.get(
                                        "/api/v1/accounts/verify_credentials",
                                        token.field("access_token"))
                                .field("username"))
                .isEqualTo("ada");
    }

    @Test
    void showsTheCodeOutOfBand() {
        Answer page = authorize(Api.OUT_OF_BAND, Map.of());
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'");
        Matcher shown = Pattern.compile("<code[^>]*>([^<]+)</code>").matcher(page.text());
        assertThat(shown.find()).isTrue();
        assertThat(redeem(shown.group(1), Api.OUT_OF_BAND, Map.of()).status()).isEqualTo(200);
    }

    @Test
    void givesOneTokenForACodeThatManyShowAtOnce() throws Exception {
        String code =
                code(authorize(REDIRECT, Map.of()).headers().firstValue("Location").orElseThrow());
        List<Answer> answers =
                Concurrently.run(
                        IntStream.range(0, 8)
                                .<Callable<Answer>>mapToObj(i ->
                                        () ->
                                                redeem(
                                                        i % 2 == 0 ? first : second,
                                                        code,
                                                        REDIRECT,
                                                        Map.of()))
                                .toList());
        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .allSatisfy(answer -> assertThat(answer.field("error")).isEqualTo("invalid_grant"));
        Answer won =
                answers.stream().filter(answer -> answer.status() == 200).findFirst().orElseThrow();
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() ->
                        assertThat(firstStatus(won.field("access_token")))
                                .as("a second use of a code revokes its token")
                                .isEqualTo(401));
    }

    @Test
    void givesTheSameTokenToARepeatedRequest() {
        String code =
                code(authorize(REDIRECT, Map.of()).headers().firstValue("Location").orElseThrow());
        Map<String, String> key = Map.of("Idempotency-Key", "repeated");
        Answer one = redeem(first.with(key), code, REDIRECT, Map.of());
        Answer two = redeem(second.with(key), code, REDIRECT, Map.of());
        assertThat(one.status()).isEqualTo(200);
        assertThat(tokenId(two)).isEqualTo(tokenId(one));
        assertThat(firstStatus(one.field("access_token"))).isEqualTo(200);

        Answer guess = redeem(second, code, REDIRECT, Map.of());
        assertThat(guess.field("error")).as("another key").isEqualTo("invalid_grant");
        assertThat(redeem(second.with(key), code, REDIRECT, Map.of()).status())
                .as("one wrong guess invalidates the code")
                .isEqualTo(400);
        await().atMost(Duration.ofSeconds(15))
                .until(() -> firstStatus(one.field("access_token")) == 401);
    }

    @Test
    void registersOneApplicationForARepeatedRequest() throws Exception {
        Map<String, String> key = Map.of("Idempotency-Key", "repeated");
        Map<String, String> form =
                new HashMap<>(Map.of("client_name", "a", "redirect_uris", REDIRECT));
        Answer one = first.with(key).post("/api/v1/apps", form, null);
        Answer two = second.with(key).post("/api/v1/apps", form, null);
        assertThat(one.status()).isEqualTo(200);
        assertThat(two.text()).isEqualTo(one.text());
        assertThat(platform.sum("select count(*) from client_application where name = 'a'"))
                .isEqualTo(1);
        form.put("client_name", "b");
        Answer other = first.with(key).post("/api/v1/apps", form, null);
        assertThat(other.field("client_id")).isNotEqualTo(one.field("client_id"));
        assertThat(first.registerApp().clientId()).isNotEqualTo(first.registerApp().clientId());
    }

    @Test
    void bindsACodeToItsProofKey() throws Exception {
        String challenge =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(
                                MessageDigest.getInstance("SHA-256")
                                        .digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
        Map<String, String> proof =
                Map.of("code_challenge", challenge, "code_challenge_method", "S256");
        String code =
                code(authorize(REDIRECT, proof).headers().firstValue("Location").orElseThrow());
        assertThat(redeem(code, REDIRECT, Map.of()).field("error")).isEqualTo("invalid_grant");
        assertThat(redeem(code, REDIRECT, Map.of("code_verifier", VERIFIER + "x")).status())
                .isEqualTo(400);
        assertThat(redeem(code, Api.OUT_OF_BAND, Map.of("code_verifier", VERIFIER)).status())
                .isEqualTo(400);
        assertThat(redeem(code, REDIRECT, Map.of("code_verifier", VERIFIER)).status())
                .isEqualTo(200);
        Answer plain =
                authorize(
                        REDIRECT,
                        Map.of("code_challenge", challenge, "code_challenge_method", "plain"));
        assertThat(plain.status()).isEqualTo(400);
        assertThat(plain.headers().firstValue("Location")).isEmpty();
    }

    @Test
    void sendsNobodyToAnAddressThatTheApplicationDidNotRegister() {
        Answer answer = authorize(REDIRECT + "/else", Map.of());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
    }

    @Test
    void refusesAFormThatAnotherSiteSent() {
        for (Map<String, String> header :
                List.of(
                        Map.of("Sec-Fetch-Site", "cross-site"),
                        Map.of("Sec-Fetch-Site", "same-site"))) {
            assertThat(
                            first.with(header)
                                    .post("/oauth/authorize", form(REDIRECT, Map.of()), null)
                                    .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void asksAgainAfterAWrongPassword() {
        Map<String, String> form = new HashMap<>(form(REDIRECT, Map.of()));
        form.put("password", "wrong password");
        Answer page = first.post("/oauth/authorize", form, null);
        assertThat(page.status()).isEqualTo(401);
        assertThat(page.text()).contains("password is wrong").doesNotContain("wrong password\"");
    }

    @Test
    void tellsTheApplicationThatSomebodyDenied() {
        Map<String, String> form = new HashMap<>(form(REDIRECT, Map.of("state", "s")));
        form.put("decision", "deny");
        assertThat(
                        first.post("/oauth/authorize", form, null)
                                .headers()
                                .firstValue("Location")
                                .orElseThrow())
                .contains("error=access_denied")
                .endsWith("&state=s");
    }

    @Test
    void takesClientCredentialsInTheHeaderAndRefusesWrongOnes() {
        String basic =
                Base64.getEncoder()
                        .encodeToString(
                                (app.clientId() + ":" + app.clientSecret())
                                        .getBytes(StandardCharsets.UTF_8));
        assertThat(
                        first.with(Map.of("Authorization", "Basic " + basic))
                                .post(
                                        "/oauth/token",
                                        Map.of("grant_type", "client_credentials"),
                                        null)
                                .field("scope"))
                .isEqualTo("read");
        Answer wrong =
                first.post(
                        "/oauth/token",
                        Map.of(
                                "grant_type",
                                "client_credentials",
                                "client_id",
                                app.clientId(),
                                "client_secret",
                                "x"),
                        null);
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.field("error")).isEqualTo("invalid_client");
    }

    @Test
    void grantsNoMoreThanTheApplicationMayHave() {
        Map<String, String> form = new HashMap<>(credentials());
        form.putAll(Map.of("grant_type", "client_credentials", "scope", "push"));
        assertThat(first.post("/oauth/token", form, null).field("error"))
                .isEqualTo("invalid_scope");
        form.put("scope", "write:statuses read:accounts");
        assertThat(first.post("/oauth/token", form, null).field("scope"))
                .isEqualTo("write:statuses read:accounts");
    }

    @Test
    void refusesARevokedTokenOnEveryInstance() {
        String token = first.join(app, "leaver");
        assertThat(second.get("/api/v1/accounts/verify_credentials", token).status())
                .isEqualTo(200);
        Map<String, String> form = new HashMap<>(credentials());
        form.put("token", token);
        assertThat(first.post("/oauth/revoke", form, null).status()).isEqualTo(200);
        assertThat(first.get("/api/v1/accounts/verify_credentials", token).status()).isEqualTo(401);
        await().atMost(Duration.ofSeconds(15))
                .until(() ->
                        second.get("/api/v1/accounts/verify_credentials", token).status() == 401);
        assertThat(first.post("/oauth/revoke", form, null).status()).as("repeated").isEqualTo(200);
    }

    @Test
    void letsNoOtherApplicationRevokeAToken() {
        String token = first.join(app, "stayer");
        App other = first.registerApp();
        Answer answer =
                first.post(
                        "/oauth/revoke",
                        Map.of(
                                "client_id",
                                other.clientId(),
                                "client_secret",
                                other.clientSecret(),
                                "token",
                                token),
                        null);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(first.get("/api/v1/accounts/verify_credentials", token).status()).isEqualTo(200);
    }

    @Test
    void losesNoRevocationOfManyAtOnceOnBothShards() throws Exception {
        List<String> tokens =
                IntStream.range(0, 12).mapToObj(i -> first.join(app, "many" + i)).toList();
        Concurrently.run(
                tokens.stream()
                        .<Callable<Answer>>map(token ->
                                () -> {
                                    Map<String, String> form = new HashMap<>(credentials());
                                    form.put("token", token);
                                    return first.post("/oauth/revoke", form, null);
                                })
                        .toList());
        RevocationList heard = secondInstance.bean(RevocationList.class);
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() ->
                        assertThat(tokens)
                                .allMatch(token ->
                                        heard.contains(Ids.parse(idIn(token)).orElseThrow())));
    }

    @Test
    void refusesForgedTokens() {
        String token = first.join(app, "forged");
        String[] parts = token.split("\\.", -1);
        String none =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
        for (String forged :
                List.of(
                        none + "." + parts[1] + ".",
                        parts[0]
                                + "."
                                + parts[1]
                                + "."
                                + (parts[2].startsWith("A") ? "B" : "A")
                                + parts[2].substring(1),
                        "nonsense")) {
            assertThat(first.get("/api/v1/accounts/verify_credentials", forged).status())
                    .isEqualTo(401);
        }
    }

    private static int firstStatus(String token) {
        return first.get("/api/v1/accounts/verify_credentials", token).status();
    }

    private static String tokenId(Answer token) {
        return idIn(token.field("access_token"));
    }

    private static String idIn(String token) {
        String claims =
                new String(
                        Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]),
                        StandardCharsets.UTF_8);
        return claims.replaceFirst(".*\"jti\":\"(\\d+)\".*", "$1");
    }

    private static Map<String, String> credentials() {
        return Map.of("client_id", app.clientId(), "client_secret", app.clientSecret());
    }

    private static Map<String, String> form(String redirectUri, Map<String, String> more) {
        Map<String, String> form = new HashMap<>(more);
        form.put("response_type", "code");
        form.put("client_id", app.clientId());
        form.put("redirect_uri", redirectUri);
        form.put("scope", "read write");
        form.put("username", "ada@example.org");
        form.put("password", Api.PASSWORD);
        return form;
    }

    private static Answer authorize(String redirectUri, Map<String, String> more) {
        return first.post("/oauth/authorize", form(redirectUri, more), null);
    }

    private static String code(String location) {
        String query = URI.create(location).getRawQuery();
        return query.replaceFirst("code=([^&]+).*", "$1");
    }

    private static Answer redeem(String code, String redirectUri, Map<String, String> more) {
        return redeem(second, code, redirectUri, more);
    }

    private static Answer redeem(
            Api api, String code, String redirectUri, Map<String, String> more) {
        Map<String, String> form = new HashMap<>(credentials());
        form.putAll(more);
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", redirectUri);
        return api.post("/oauth/token", form, null);
    }
}
