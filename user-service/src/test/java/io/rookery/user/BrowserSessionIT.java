package io.rookery.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.user.Api.Answer;
import io.rookery.user.Api.App;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the authorization of applications in a browser where a user is already signed in. */
class BrowserSessionIT {

    private static final String PAGE = "/oauth/authorize";
    private static final String COOKIE = "rookery-session";
    private static final Pattern ACCOUNT = Pattern.compile("name=\"account\" value=\"(\\d+)\"");

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
    void asksForNoPasswordOnceSomebodyHasSignedInAndAlwaysForAnAnswer() {
        first.join(app, "ada");
        Api browser = signedIn("ada");
        Answer asked = ask(browser, Map.of());
        assertThat(asked.text())
                .contains("signed in as", "<bdi>ada</bdi>", "Allow")
                .doesNotContain("type=\"password\"");
        Answer allowed = answer(browser, "authorize", account(asked));
        assertThat(allowed.status()).isEqualTo(200);
        assertThat(allowed.text()).contains("Almost done");
        assertThat(ask(browser, Map.of("force_login", "true")).text())
                .contains("type=\"password\"");
    }

    @Test
    void takesAnAnswerFromItsOwnPageAndForTheAccountThatThisNamedOnly() {
        first.join(app, "bea");
        first.join(app, "carl");
        Api browser = signedIn("bea");
        String bea = account(ask(browser, Map.of()));
        Api crossSite = first.with(Map.of("Cookie", cookie("bea"), "Sec-Fetch-Site", "cross-site"));
        assertThat(answer(crossSite, "authorize", bea).status()).isEqualTo(403);
        Answer others = answer(signedIn("carl"), "authorize", bea);
        assertThat(others.text()).contains("<bdi>carl</bdi>").doesNotContain("Almost done");
        Answer nobodys = answer(first, "authorize", bea);
        assertThat(nobodys.text()).contains("type=\"password\"").doesNotContain("Almost done");
    }

    @Test
    void endsWithTheWishForAnotherAccountAndWithAChangedPassword() {
        String token = first.join(app, "dora");
        Api left = signedIn("dora");
        Answer over = answer(left, "sign_out", "");
        assertThat(over.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith(COOKIE + "=;")
                .contains("Max-Age=0");
        assertThat(ask(left, Map.of()).text())
                .as("the old cookie no longer signs in")
                .contains("type=\"password\"");
        Api kept = signedIn("dora");
        Map<String, String> change =
                Map.of("current_password", Api.PASSWORD, "new_password", "an other pass phrase");
        assertThat(first.post("/api/v1/accounts/password", change, token).status()).isEqualTo(200);
        await().untilAsserted(
                        () -> assertThat(ask(kept, Map.of()).text()).contains("type=\"password\""));
    }

    @Test
    void isListedWithTheOtherSessionsAndOpensNothingOfTheApi() {
        String token = first.join(app, "eve");
        String own = cookie("eve").substring(COOKIE.length() + 1);
        assertThat(first.get("/api/v1/accounts/sessions", token).json()).hasSize(2);
        assertThat(second.get("/api/v1/accounts/verify_credentials", own).status()).isEqualTo(403);
        assertThat(second.get("/api/v1/accounts/sessions", own).status()).isEqualTo(403);
        Answer page =
                first.post(
                        "/oauth/sessions",
                        Map.of("username", "eve", "password", Api.PASSWORD),
                        null);
        assertThat(page.text()).contains("This website in a browser");
    }

    @Test
    void endsWhenSomebodyElseSignsInInTheSameBrowser() {
        first.join(app, "gus");
        first.join(app, "hal");
        String before = cookie("gus");
        Map<String, String> form = request();
        form.put("username", "hal");
        form.put("password", Api.PASSWORD);
        Answer answer = first.with(Map.of("Cookie", before)).post(PAGE, form, null);
        assertThat(answer.text()).contains("Almost done");
        assertThat(ask(first.with(Map.of("Cookie", before)), Map.of()).text())
                .contains("type=\"password\"");
    }

    @Test
    void isNoneWhereSomethingElseHasSetAnotherCookie() {
        first.join(app, "ida");
        Api browser = second.with(Map.of("Cookie", COOKIE + "=x; " + cookie("ida")));
        assertThat(ask(browser, Map.of()).text()).contains("type=\"password\"");
    }

    @Test
    void isNotMadeOfAnApplicationsToken() {
        String token = first.join(app, "finn");
        Api browser = first.with(Map.of("Cookie", COOKIE + "=" + token));
        assertThat(ask(browser, Map.of()).text()).contains("type=\"password\"");
    }

    /** Returns a browser in which the user has just signed in and authorized an application. */
    private static Api signedIn(String name) {
        return second.with(Map.of("Cookie", cookie(name)));
    }

    private static String cookie(String name) {
        Map<String, String> form = request();
        form.put("username", name);
        form.put("password", Api.PASSWORD);
        Answer answer = first.post(PAGE, form, null);
        List<String> cookies = answer.headers().allValues("Set-Cookie");
        String session =
                cookies.stream().filter(it -> it.startsWith(COOKIE)).findFirst().orElseThrow();
        assertThat(session).contains("HttpOnly", "SameSite=Lax", "Path=/oauth");
        return session.split(";", -1)[0];
    }

    private static Answer ask(Api browser, Map<String, String> more) {
        Map<String, String> query = request();
        query.putAll(more);
        return browser.get(PAGE + "?" + Api.encode(query), null);
    }

    private static Answer answer(Api browser, String decision, String account) {
        Map<String, String> form = request();
        form.put("decision", decision);
        form.put("account", account);
        return browser.post(PAGE, form, null);
    }

    private static String account(Answer page) {
        Matcher field = ACCOUNT.matcher(page.text());
        assertThat(field.find()).as(page.text()).isTrue();
        return field.group(1);
    }

    private static Map<String, String> request() {
        Map<String, String> request = new HashMap<>();
        request.put("response_type", "code");
        request.put("client_id", app.clientId());
        request.put("redirect_uri", Api.OUT_OF_BAND);
        request.put("scope", "read");
        return request;
    }
}
