package io.rookery.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.user.Api.Answer;
import io.rookery.user.Api.App;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Tests retried requests that find the work already done. Each must still write to the WAL, so that
 * its commit waits until the standby has what the request has read.
 */
class RepeatedWritesIT {

    /**
     * Routes that are excluded: their response says nothing about stored data, they refuse a retry,
     * or a retry is a normal write.
     */
    private static final Set<String> WITHOUT_A_PROMISE =
            Set.of(
                    "POST /oauth/sessions",
                    "POST /oauth/authorize",
                    "POST /oauth/revoke",
                    "POST /api/v1/accounts/update_credentials",
                    "PUT /api/v1/accounts/update_credentials",
                    "PUT /internal/accounts/{id}/status-count");

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

    /**
     * Two people. The first has a locked account and acts on the second, who has asked to follow.
     *
     * @param session another session of the first person
     */
    private record Situation(String name, String token, String session, String other) {

        private Answer act(String action) {
            return api.post("/api/v1/accounts/" + other + "/" + action, Map.of(), token);
        }

        private Answer decide(String decision) {
            return api.post("/api/v1/follow_requests/" + other + "/" + decision, Map.of(), token);
        }

        private Answer delete(String path) {
            return api.send("DELETE", path, Map.of(), token);
        }

        private Api keyed() {
            return api.with(Map.of("Idempotency-Key", "key of " + name));
        }
    }

    private static final String ACCOUNT = "/api/v1/accounts/{id:\\d+}/";
    private static final String REQUEST = "/api/v1/follow_requests/{id:\\d+}/";

    private static final Map<String, Function<Situation, Answer>> ROUTES =
            Map.ofEntries(
                    Map.entry("POST " + ACCOUNT + "follow", one -> one.act("follow")),
                    Map.entry("POST " + ACCOUNT + "unfollow", one -> one.act("unfollow")),
                    Map.entry(
                            "POST " + ACCOUNT + "remove_from_followers",
                            one -> one.act("remove_from_followers")),
                    Map.entry("POST " + ACCOUNT + "block", one -> one.act("block")),
                    Map.entry("POST " + ACCOUNT + "unblock", one -> one.act("unblock")),
                    Map.entry("POST " + ACCOUNT + "mute", one -> one.act("mute")),
                    Map.entry("POST " + ACCOUNT + "unmute", one -> one.act("unmute")),
                    Map.entry("POST " + REQUEST + "authorize", one -> one.decide("authorize")),
                    Map.entry("POST " + REQUEST + "reject", one -> one.decide("reject")),
                    Map.entry(
                            "PATCH /api/v1/accounts/update_credentials",
                            one ->
                                    api.send(
                                            "PATCH",
                                            "/api/v1/accounts/update_credentials",
                                            Map.of("note", "the same"),
                                            one.token)),
                    Map.entry(
                            "DELETE /api/v1/accounts/sessions",
                            one -> one.delete("/api/v1/accounts/sessions")),
                    Map.entry(
                            "DELETE /api/v1/accounts/sessions/{id}",
                            one -> one.delete("/api/v1/accounts/sessions/" + one.session)),
                    Map.entry(
                            "POST /api/v1/accounts/password",
                            one ->
                                    one.keyed()
                                            .post(
                                                    "/api/v1/accounts/password",
                                                    Map.of(
                                                            "current_password",
                                                            Api.PASSWORD,
                                                            "new_password",
                                                            "another " + Api.PASSWORD),
                                                    one.token)),
                    Map.entry(
                            "POST /api/v1/accounts",
                            one ->
                                    one.keyed()
                                            .trySignUp(
                                                    app,
                                                    "new" + one.name,
                                                    one.name + "@example.com")),
                    Map.entry(
                            "POST /auth/sign_up",
                            one ->
                                    api.post(
                                            "/auth/sign_up",
                                            Map.of(
                                                    "request",
                                                    "form of " + one.name,
                                                    "username",
                                                    "page" + one.name,
                                                    "email",
                                                    "page" + one.name + "@example.com",
                                                    "password",
                                                    Api.PASSWORD,
                                                    "agreement",
                                                    "true"),
                                            null)),
                    Map.entry(
                            "POST /api/v1/apps",
                            one ->
                                    one.keyed()
                                            .post(
                                                    "/api/v1/apps",
                                                    Map.of(
                                                            "client_name",
                                                            one.name,
                                                            "redirect_uris",
                                                            Api.OUT_OF_BAND),
                                                    null)),
                    Map.entry(
                            "POST /oauth/token",
                            one ->
                                    one.keyed()
                                            .post(
                                                    "/oauth/token",
                                                    Map.of(
                                                            "grant_type",
                                                            "client_credentials",
                                                            "client_id",
                                                            app.clientId(),
                                                            "client_secret",
                                                            app.clientSecret()),
                                                    null)));

    @Test
    void everyRouteThatWritesIsTried() {
        Set<String> writing = new HashSet<>();
        instance
                .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .entrySet()
                .stream()
                .filter(entry -> !refusesAll(entry.getValue()))
                .map(Map.Entry::getKey)
                .flatMap(route ->
                        route.getMethodsCondition().getMethods().stream()
                                .filter(method -> method != RequestMethod.GET)
                                .flatMap(method ->
                                        route.getPatternValues().stream()
                                                .map(path -> method + " " + path)))
                .forEach(writing::add);
        Set<String> tried = new HashSet<>(ROUTES.keySet());
        tried.addAll(WITHOUT_A_PROMISE);

        assertThat(tried).isEqualTo(writing);
    }

    private static boolean refusesAll(HandlerMethod method) {
        return method.getBeanType().getSimpleName().equals("UnsupportedController");
    }

    @Test
    void everyRepetitionIsInTheLogThoughItFindsAllDone() throws Exception {
        List<String> unwritten = new ArrayList<>();
        int number = 0;
        for (var route : ROUTES.entrySet()) {
            Situation situation = situation("repeating" + number++);
            assertThat(route.getValue().apply(situation).status())
                    .as(route.getKey())
                    .isEqualTo(200);
            settle();
            long before = transactions();
            Answer again = route.getValue().apply(situation);
            if (again.status() == 200 && transactions() == before) {
                unwritten.add(route.getKey());
            }
        }
        assertThat(unwritten).isEmpty();
    }

    private static Situation situation(String name) {
        String token = api.join(app, name);
        String other = api.join(app, name + "_other");
        String id = api.idOf(token);
        api.send("PATCH", "/api/v1/accounts/update_credentials", Map.of("locked", "true"), token);
        api.post("/api/v1/accounts/" + id + "/follow", Map.of(), other);
        return new Situation(name, token, session(name, token), api.idOf(other));
    }

    private static String session(String name, String token) {
        Map<String, String> form =
                Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        app.clientId(),
                        "client_secret",
                        app.clientSecret(),
                        "username",
                        name + "@example.org",
                        "password",
                        Api.PASSWORD);
        assertThat(api.post("/oauth/token", form, null).status()).isEqualTo(200);
        return api.get("/api/v1/accounts/sessions", token)
                .json()
                .required(0)
                .required("id")
                .asString();
    }

    /** Waits until all events of earlier requests are handled. */
    private static void settle() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> platform.sum("select count(*) from outbox") == 0);
    }

    /**
     * Returns the number of transactions that got an id. Every transaction that writes gets one.
     */
    private static long transactions() throws SQLException {
        return platform.sum("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint");
    }
}
