package io.rookery.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.user.Api.Answer;
import io.rookery.user.Api.App;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests how users manage their own sessions and password, through the API and on the web pages. */
class OwnSessionsIT {

    private static final String REDIRECT = "https://client.example/back";
    private static final String NEW_PASSWORD = "a heron in the reeds";
    private static final String PAGE = "/oauth/sessions";

    private static Platform platform;
    private static Api first;
    private static Api second;
    private static App app;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        platform = Platform.start(directory);
        first = Api.of(platform.newInstance());
        second = Api.of(platform.newInstance());
        app = first.registerApp();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void areListedWithWhatHoldsThem() {
        String one = first.join(app, "lister");
        String two = signIn("lister", Api.PASSWORD).field("access_token");
        Answer list = second.get("/api/v1/accounts/sessions", two);
        assertThat(list.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(list.json()).hasSize(2);
        assertThat(list.json().get(0).get("current").asBoolean()).as("newest first").isTrue();
        assertThat(list.json().get(0).get("scopes").get(0).asString()).isEqualTo("read");
        assertThat(list.json().get(1).get("current").asBoolean()).isFalse();
        assertThat(list.json().get(1).get("application").get("name").asString()).isEqualTo("test");
        assertThat(first.get("/api/v1/accounts/sessions?limit=1", one).json()).hasSize(1);
        assertThat(first.get("/api/v1/accounts/sessions", app.token()).status()).isEqualTo(422);
        assertThat(first.get("/api/v1/accounts/sessions", null).status()).isEqualTo(401);
    }

    @Test
    void endOneByOneOrAllButOne() {
        String kept = first.join(app, "ender");
        String other = signIn("ender", Api.PASSWORD).field("access_token");
        String third = signIn("ender", Api.PASSWORD).field("access_token");
        String id = idOf(other);
        assertThat(end(id, first.join(app, "stranger")).status())
                .as("session of another user")
                .isEqualTo(404);
        assertThat(end(id, other).status()).as("without the scope").isEqualTo(403);
        assertThat(end(id, kept).status()).isEqualTo(200);
        assertThat(end(id, kept).status()).as("repeated").isEqualTo(200);
        assertEnds(other);
        assertThat(status(third)).isEqualTo(200);
        assertThat(first.send("DELETE", "/api/v1/accounts/sessions", Map.of(), kept).status())
                .isEqualTo(200);
        assertEnds(third);
        assertThat(status(kept)).isEqualTo(200);
    }

    @Test
    void endWithAChangeOfThePasswordButForTheOneThatChangesIt() {
        String kept = first.join(app, "changer");
        String other = signIn("changer", Api.PASSWORD).field("access_token");
        String code = code("changer", Api.PASSWORD);
        Answer wrong = change(first, kept, "not the password", NEW_PASSWORD);
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.field("error")).contains("Current password is wrong");
        for (String bad : List.of("password1", "changer1", "short")) {
            assertThat(change(first, kept, Api.PASSWORD, bad).field("error"))
                    .startsWith("Validation failed: New password ");
        }
        Api repeated = first.with(Map.of("Idempotency-Key", "change"));
        assertThat(change(repeated, kept, Api.PASSWORD, NEW_PASSWORD).status()).isEqualTo(200);
        assertThat(change(repeated, kept, Api.PASSWORD, NEW_PASSWORD).status())
                .as("the same request again")
                .isEqualTo(200);
        assertThat(change(repeated, kept, Api.PASSWORD, "another password").status())
                .as("same key, wrong password")
                .isEqualTo(422);
        assertThat(status(kept)).isEqualTo(200);
        assertEnds(other);
        assertThat(redeem(code).status()).as("code from before").isEqualTo(400);
        assertThat(signIn("changer", Api.PASSWORD).status()).isEqualTo(400);
        assertThat(signIn("changer", NEW_PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void limitWhatATokenMayGuess() {
        String token = first.join(app, "guessed");
        for (int i = 0; i < 10; i++) {
            assertThat(change(first, token, "wrong", NEW_PASSWORD).status()).isEqualTo(422);
        }
        assertThat(change(second, token, Api.PASSWORD, NEW_PASSWORD).status()).isEqualTo(429);
    }

    @Test
    void areOnAPageThatNeedsNoScript() {
        String token = first.join(app, "visitor");
        Answer asked = first.get(PAGE, null);
        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'");
        assertThat(post(Map.of("username", "visitor", "password", "wrong")).status())
                .isEqualTo(401);
        Answer page = post(Map.of("username", "visitor", "password", Api.PASSWORD));
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("Sessions of", "test", "signed in on");
        String ticket = field(page, "ticket");

        assertThat(
                        first.with(Map.of("Sec-Fetch-Site", "cross-site"))
                                .post(PAGE, Map.of("action", "end_all", "ticket", ticket), null)
                                .status())
                .isEqualTo(403);
        assertThat(post(Map.of("action", "end_all", "ticket", ticket + "x")).status())
                .isEqualTo(401);
        assertThat(status(token)).isEqualTo(200);

        Answer ended = post(Map.of("action", "end", "ticket", ticket, "id", idOf(token)));
        assertThat(ended.text()).contains("The session has ended").doesNotContain("signed in on");
        assertEnds(token);
    }

    @Test
    void endOnThePageOfAnInstanceWhoseClockIsWrong() throws Exception {
        first.join(app, "early");
        Api ahead = Api.of(platform.newInstance(Map.of("rookery.clock.ahead", "1h")));
        String ticket =
                field(post(Map.of("username", "early", "password", Api.PASSWORD)), "ticket");

        assertThat(ahead.post(PAGE, Map.of("action", "end_all", "ticket", ticket), null).status())
                .isEqualTo(200);
    }

    @Test
    void endOnThePageWithAChangeOfThePassword() {
        String token = first.join(app, "pager");
        Answer page = post(Map.of("username", "pager", "password", Api.PASSWORD));
        String ticket = field(page, "ticket");
        Map<String, String> form = new HashMap<>();
        form.put("action", "change_password");
        form.put("ticket", ticket);
        form.put("username", "pager");
        form.put("current_password", Api.PASSWORD);
        form.put("new_password", "password");
        Answer refused = post(form);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("too easy to guess").contains("Change your password");
        form.put("new_password", NEW_PASSWORD);
        assertThat(post(form).text()).contains("The password is changed");
        assertEnds(token);
        assertThat(post(Map.of("action", "end_all", "ticket", ticket)).status())
                .as("page from before the change")
                .isEqualTo(401);
    }

    @Test
    void beginOnAPageThatSaysWhoAsksForWhatAndWhereItLeads() {
        String name = "Fine \u202eppA";
        Answer registered =
                first.post(
                        "/api/v1/apps",
                        Map.of(
                                "client_name", name,
                                "website", "https://app.example/about",
                                "redirect_uris",
                                        "https://good.example@client.example/back?x=1\nmyapp://back\nhttp://lan.example/",
                                "scopes", "read:statuses write:follows"),
                        null);
        assertThat(registered.headers().firstValue("Cache-Control")).contains("no-store");
        String client = registered.field("client_id");
        Answer web = ask(client, "https://good.example@client.example/back?x=1", Map.of());
        assertThat(web.text())
                .contains("Fine ppA", "app.example", "<bdi>client.example</bdi>")
                .contains("see all posts that you can see", "follow and unfollow accounts")
                .contains("href=\"/oauth/sessions\"")
                .doesNotContain("not encrypted");
        assertThat(ask(client, "myapp://back", Map.of()).text()).contains("<bdi>myapp:</bdi>");
        assertThat(ask(client, "http://lan.example/", Map.of()).text()).contains("not encrypted");
        for (Map<String, String> wrong :
                List.of(
                        Map.of("response_type", "bogus"),
                        Map.of("scope", "write"),
                        Map.of("scope", "nonsense"),
                        Map.of("response_mode", "fragment"),
                        Map.of("code_challenge", "x"),
                        Map.of("code_challenge_method", "plain"))) {
            Answer answer = ask(client, "myapp://back", wrong);
            assertThat(answer.status()).as(wrong.toString()).isEqualTo(400);
            assertThat(answer.headers().firstValue("Location")).as(wrong.toString()).isEmpty();
            assertThat(answer.text()).contains("This did not work");
        }
    }

    @Test
    void beginOnAPageThatEscapesWhatOthersWrote() {
        Map<String, String> state =
                Map.of("scope", "read", "state", "\"><script>alert(1)</script>");
        Answer page = ask(app.clientId(), REDIRECT, state);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).doesNotContain("<script>").contains("&lt;script&gt;");
    }

    @Test
    void tellNobodysSecretForAKeyThatIsGuessed() {
        Map<String, String> form = Map.of("client_name", "guess me", "redirect_uris", REDIRECT);
        Map<String, String> key = Map.of("Idempotency-Key", "1", "X-Forwarded-For", "192.0.2.1");
        Answer own = first.with(key).post("/api/v1/apps", form, null);
        assertThat(second.with(key).post("/api/v1/apps", form, null).text()).isEqualTo(own.text());
        Answer foreign =
                first.with(Map.of("Idempotency-Key", "1", "X-Forwarded-For", "192.0.2.2"))
                        .post("/api/v1/apps", form, null);
        assertThat(foreign.text()).doesNotContain(own.field("client_secret"));
        Map<String, String> grant =
                Map.of(
                        "grant_type", "client_credentials",
                        "client_id", own.field("client_id"),
                        "client_secret", own.field("client_secret"));
        String token = first.post("/oauth/token", grant, null).field("access_token");
        assertThat(first.with(key).post("/api/v1/apps", form, null).status())
                .as("after the secret was used")
                .isEqualTo(422);
        assertThat(
                        first.get("/api/v1/apps/verify_credentials", token)
                                .headers()
                                .firstValue("Cache-Control"))
                .contains("no-store");
    }

    @Test
    void areNotMultipliedByARepeatedRequest() {
        first.join(app, "repeater");
        Api repeated = first.with(Map.of("Idempotency-Key", "sign me in"));
        String one = signIn(repeated, "repeater", Api.PASSWORD).field("access_token");
        String two = signIn(repeated, "repeater", Api.PASSWORD).field("access_token");
        assertThat(idOf(two)).isEqualTo(idOf(one));
        assertThat(signIn(repeated, "repeater", "a guess").status()).isEqualTo(400);
        assertThat(first.get("/api/v1/accounts/sessions", one).json()).hasSize(2);
    }

    private static Answer ask(String client, String redirectUri, Map<String, String> more) {
        Map<String, String> form = new HashMap<>();
        form.put("response_type", "code");
        form.put("client_id", client);
        form.put("redirect_uri", redirectUri);
        form.put("scope", "read:statuses write:follows");
        form.putAll(more);
        return first.get("/oauth/authorize?" + Api.encode(form), null);
    }

    private static Answer post(Map<String, String> form) {
        return first.post(PAGE, form, null);
    }

    private static String field(Answer page, String name) {
        Matcher field =
                Pattern.compile("name=\"" + name + "\" value=\"([^\"]+)\"").matcher(page.text());
        assertThat(field.find()).isTrue();
        return field.group(1);
    }

    private static Answer end(String id, String token) {
        return first.send("DELETE", "/api/v1/accounts/sessions/" + id, Map.of(), token);
    }

    private static Answer change(Api api, String token, String current, String next) {
        return api.post(
                "/api/v1/accounts/password",
                Map.of("current_password", current, "new_password", next),
                token);
    }

    private static int status(String token) {
        return first.get("/api/v1/accounts/verify_credentials", token).status();
    }

    private static void assertEnds(String token) {
        assertThat(status(token)).as("on the same instance").isEqualTo(401);
        await().atMost(Duration.ofSeconds(15))
                .until(() ->
                        second.get("/api/v1/accounts/verify_credentials", token).status() == 401);
    }

    private static String idOf(String token) {
        Answer list = first.get("/api/v1/accounts/sessions", token);
        for (var session : list.json()) {
            if (session.get("current").asBoolean()) {
                return session.get("id").asString();
            }
        }
        throw new AssertionError(list.text());
    }

    private static Answer signIn(String name, String password) {
        return signIn(second, name, password);
    }

    private static Answer signIn(Api api, String name, String password) {
        Map<String, String> form = new HashMap<>(credentials());
        form.put("grant_type", "password");
        form.put("username", name);
        form.put("password", password);
        form.put("scope", "read");
        return api.post("/oauth/token", form, null);
    }

    private static String code(String name, String password) {
        Map<String, String> form = new HashMap<>();
        form.put("response_type", "code");
        form.put("client_id", app.clientId());
        form.put("redirect_uri", REDIRECT);
        form.put("scope", "read");
        form.put("username", name);
        form.put("password", password);
        String location =
                first.post("/oauth/authorize", form, null)
                        .headers()
                        .firstValue("Location")
                        .orElseThrow();
        return URI.create(location).getRawQuery().replaceFirst("code=([^&]+).*", "$1");
    }

    private static Answer redeem(String code) {
        Map<String, String> form = new HashMap<>(credentials());
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", REDIRECT);
        return first.post("/oauth/token", form, null);
    }

    private static Map<String, String> credentials() {
        return Map.of("client_id", app.clientId(), "client_secret", app.clientSecret());
    }
}
