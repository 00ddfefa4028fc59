package io.rookery.gateway;

import static io.rookery.gateway.RunningGateway.call;
import static io.rookery.gateway.RunningGateway.feed;
import static io.rookery.gateway.RunningGateway.otherFeed;
import static io.rookery.gateway.RunningGateway.port;
import static io.rookery.gateway.RunningGateway.registry;
import static io.rookery.gateway.RunningGateway.request;
import static io.rookery.gateway.RunningGateway.send;
import static io.rookery.gateway.RunningGateway.token;
import static io.rookery.gateway.RunningGateway.user;
import static io.rookery.gateway.RunningGateway.withToken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.gateway.Backend.Seen;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class GatewayIT {

    @TempDir private static Path directory;

    @BeforeAll
    static void start() throws Exception {
        RunningGateway.start(directory);
    }

    @AfterAll
    static void stop() {
        RunningGateway.stop();
    }

    @Test
    void passesARequestOnAndItsAnswerBack() throws Exception {
        HttpResponse<String> answer =
                send(
                        request("/api/v1/accounts/5?a=%C3%BC&b[]=1")
                                .header("Rookery-Request-Id", "forged")
                                .header("Rookery-Deadline-Millis", "1")
                                .header(
                                        "traceparent",
                                        "00-" + "a".repeat(32) + "-" + "b".repeat(16) + "-01")
                                .header("X-Forwarded-For", "forged")
                                .header("User-Agent", "test"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"port\":" + user.port() + "}");
        assertThat(answer.headers().firstValue("Link")).isPresent();
        assertThat(answer.headers().firstValue("Content-Length")).isPresent();
        assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
        assertThat(answer.headers().firstValue("Rookery-Secret")).isEmpty();
        assertThat(answer.headers().firstValue("Rookery-Incomplete")).hasValue("shard-1");
        Seen seen = user.seen().getLast();
        assertThat(seen.line()).isEqualTo("GET /api/v1/accounts/5?a=%C3%BC&b%5B%5D=1");
        assertThat(seen.headers().get("Rookery-Request-Id"))
                .hasSize(1)
                .doesNotContain("forged")
                .contains(answer.headers().firstValue("X-Request-Id").orElseThrow());
        assertThat(seen.headers().get("traceparent"))
                .singleElement()
                .asString()
                .startsWith("00-" + answer.headers().firstValue("X-Request-Id").orElseThrow())
                // Not sampled, whatever the other flags are.
                .matches(".*-0[02468ace]");
        assertThat(seen.headers().get("Rookery-Deadline-Millis")).hasSize(1).doesNotContain("1");
        assertThat(seen.headers().getFirst("X-Forwarded-For")).isEqualTo("127.0.0.1");
        assertThat(seen.headers().getFirst("X-Forwarded-Host")).isEqualTo("localhost:" + port());
        assertThat(seen.headers().getFirst("X-Forwarded-Proto")).isEqualTo("http");
        assertThat(seen.headers().getFirst("User-Agent")).isEqualTo("test");
        assertThat(seen.headers().get("Idempotency-Key")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=b"
            })
    void passesEveryBodyOnAsItIsAndGivesItAKey(String type) throws Exception {
        for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
            String body = "status=" + method + "&a[b]=%20";
            assertThat(
                            send(request("/api/v1/accounts/update_credentials")
                                            .header("Content-Type", type)
                                            .method(method, BodyPublishers.ofString(body)))
                                    .statusCode())
                    .isEqualTo(200);
            Seen seen = user.seen().getLast();
            assertThat(seen.line()).startsWith(method);
            assertThat(seen.body()).isEqualTo(body);
            assertThat(seen.headers().get("Content-Type")).containsExactly(type);
            assertThat(seen.headers().get("Idempotency-Key")).hasSize(1);
        }
    }

    @Test
    void spreadsRequestsAndHidesAnInstanceThatDiesInMidAnswer() throws Exception {
        Set<String> answers = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            answers.add(send(request("/api/v1/timelines/public")).body());
        }
        assertThat(answers).hasSize(2);
        Backend dying = new Backend();
        dying.dieInMidAnswer();
        registry.register("feed-service", dying);
        await().atMost(RunningGateway.LONG)
                .until(() -> {
                    HttpResponse<String> answer =
                            send(
                                    request("/api/v1/statuses")
                                            .POST(BodyPublishers.ofString("status=x")));
                    assertThat(answer.statusCode()).isEqualTo(200);
                    return !dying.seen().isEmpty();
                });
        String id = dying.seen().getFirst().headers().getFirst("Rookery-Request-Id");
        assertThat(feed.seen().size() + otherFeed.seen().size()).isPositive();
        assertThat(List.of(feed, otherFeed))
                .flatMap(Backend::seen)
                .extracting(seen -> seen.headers().getFirst("Rookery-Request-Id"))
                .contains(id);
        dying.close();
        registry.withdraw("feed-service", dying);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal/accounts?id=1",
                "/v1/shard-map",
                "/actuator/health",
                "/api/v1/statuses/..%2f..%2f..%2finternal/accounts",
                "/api/v1/statuses;x=/1",
                "/api/v1/nothing",
                "/robots.txt"
            })
    void knowsNothingButTheClientApi(String path) throws Exception {
        HttpResponse<String> answer = send(request(path));
        assertThat(answer.statusCode()).isBetween(400, 404);
        assertThat(answer.body()).startsWith("{\"error\":");
    }

    @Test
    void answersAnAmbiguousPathLikeOneThatDoesNotExist() throws Exception {
        HttpResponse<String> answer =
                send(request("/api/v1/statuses/%252e%252e/%252e%252e/internal"));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo(send(request("/robots.txt")).body());
    }

    @Test
    void refusesForgedAndRevokedTokens() throws Exception {
        String path = "/api/v1/timelines/home";
        assertThat(withToken(path, token(1)).statusCode()).isEqualTo(200);
        assertThat(withToken(path, "forged").statusCode()).isEqualTo(401);
        assertThat(withToken(path, "forged").body())
                .isEqualTo("{\"error\":\"The access token is invalid\"}");
        // This token is in the revocation list of user-service.
        assertThat(withToken(path, token(13)).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "/oauth/revoke, application/x-www-form-urlencoded, 21",
        "/oauth/revoke, application/json, 22",
        "/oauth/revoke/, application/json, 23",
        "/oauth/%72evoke, application/json, 24"
    })
    void refusesATokenAsSoonAsItsRevocationHasPassedThrough(String path, String type, long id)
            throws Exception {
        String token = token(id);
        assertThat(withToken("/api/v1/timelines/home", token).statusCode()).isEqualTo(200);
        String body =
                type.endsWith("json")
                        ? "{\"token\":\"" + token + "\"}"
                        : "client_id=a&token=" + token;
        send(request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
        assertThat(withToken("/api/v1/timelines/home", token).statusCode()).isEqualTo(401);
    }

    @Test
    void refusesABodyThatIsTooLarge() throws Exception {
        HttpResponse<String> answer =
                send(
                        request("/api/v1/statuses")
                                .POST(BodyPublishers.ofString("x".repeat((1 << 20) + 1))));
        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void saysWhenToTryAgainIfTheServiceHasNot(int status) throws Exception {
        user.answerWith(status);
        try {
            HttpResponse<String> answer = send(request("/api/v1/accounts/5"));
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.headers().allValues("Retry-After")).containsExactly("1");
        } finally {
            user.answerWith(200);
        }
    }

    @Test
    void letsBrowsersInFromAnywhere() throws Exception {
        HttpResponse<String> preflight =
                send(
                        request("/api/v1/statuses")
                                .header("Origin", "https://client.example")
                                .header("Access-Control-Request-Method", "POST")
                                .header("Access-Control-Request-Headers", "authorization")
                                .method("OPTIONS", BodyPublishers.noBody()));
        assertThat(preflight.statusCode()).isEqualTo(200);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers"))
                .hasValue("*, Authorization");
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Methods").orElseThrow())
                .contains("PATCH");
        HttpResponse<String> answer =
                send(request("/api/v1/timelines/public").header("Origin", "https://c.example"));
        assertThat(answer.headers().firstValue("Access-Control-Expose-Headers").orElseThrow())
                .contains("Link", "Rookery-Incomplete");
    }

    @Test
    void answersForItself() throws Exception {
        assertThat(send(request("/health")).body()).isEqualTo("OK");
        assertThat(send(request("/")).body()).contains("Rookery");
        assertThat(
                        new JsonMapper()
                                .readTree(send(request("/openapi.json")).body())
                                .path("paths")
                                .has("/api/v1/statuses"))
                .isTrue();
        assertThat(send(request("/docs")).body())
                .contains("GET /api/v1/timelines/home", "Scope: <code>read:statuses</code>");
        assertThat(call("GET", "/actuator/prometheus", "management").statusCode()).isEqualTo(401);
        assertThat(
                        send(request("management", "/actuator/prometheus")
                                        .header(
                                                "Authorization",
                                                "Bearer " + Registry.operatorToken()))
                                .body())
                .contains("rookery_failover_retries_total");
    }
}
