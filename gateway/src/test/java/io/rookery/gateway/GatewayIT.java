package io.rookery.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.rookery.gateway.Backend.Seen;
import io.rookery.kit.failover.Callee;
import io.rookery.kit.failover.Callees;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

class GatewayIT {

    private static final int ZOOKEEPER_PORT = 23200;
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir private static Path directory;
    private static ECKey key;
    private static Registry registry;
    private static Backend user;
    private static Backend feed;
    private static Backend otherFeed;
    private static ConfigurableApplicationContext gateway;

    @BeforeAll
    static void start() throws Exception {
        key = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
        registry = Registry.start(directory, ZOOKEEPER_PORT);
        user = new Backend();
        feed = new Backend();
        otherFeed = new Backend();
        registry.register("user-service", user);
        registry.register("feed-service", feed);
        registry.register("feed-service", otherFeed);
        gateway =
                new SpringApplicationBuilder(GatewayApplication.class)
                        .run(
                                "--server.port=0",
                                "--management.server.port=0",
                                "--spring.cloud.zookeeper.connect-string="
                                        + registry.connectString(),
                                "--rookery.identity.signing-key="
                                        + Registry.keysOfTheGateway()
                                                .get("rookery.identity.signing-key"),
                                "--rookery.identity.peer-keys="
                                        + Registry.keysOfTheGateway()
                                                .get("rookery.identity.peer-keys"),
                                "--rookery.security.token-verification-keys="
                                        + new JWKSet(key.toPublicJWK()));
        await().atMost(LONG)
                .until(() ->
                        call("GET", "/actuator/health/readiness", "management").statusCode()
                                == 200);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        List.of(user, feed, otherFeed).forEach(Backend::close);
        registry.close();
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
    void leavesTheClientsOwnKey() throws Exception {
        send(
                request("/api/v1/accounts/5/follow")
                        .header("Idempotency-Key", "mine")
                        .POST(BodyPublishers.noBody()));
        assertThat(user.seen().getLast().headers().get("Idempotency-Key")).containsExactly("mine");
    }

    @Test
    void makesAKeyThatNobodyCanKnow() throws Exception {
        Set<String> keys = new HashSet<>();
        for (String blank : List.of("", " ", "none")) {
            HttpRequest.Builder request =
                    request("/api/v1/accounts/5/follow").POST(BodyPublishers.noBody());
            HttpResponse<String> answer =
                    send(blank.equals("none") ? request : request.header("Idempotency-Key", blank));
            Seen seen = user.seen().getLast();
            String made = seen.headers().getFirst("Idempotency-Key");
            assertThat(seen.headers().get("Idempotency-Key")).containsExactly(made);
            assertThat(made).matches("[0-9a-f]{32}");
            assertThat(answer.headers().map().toString()).doesNotContain(made);
            assertThat(seen.headers().getFirst("traceparent")).doesNotContain(made);
            assertThat(seen.headers().getFirst("Rookery-Request-Id")).isNotEqualTo(made);
            keys.add(made);
        }
        assertThat(keys).hasSize(3);
    }

    @Test
    void passesAnyKeyOnUpToALength() throws Exception {
        String longest = "k".repeat(255);
        assertThat(write("Idempotency-Key: " + longest)).startsWith("HTTP/1.1 200");
        assertThat(user.seen().getLast().headers().get("Idempotency-Key")).containsExactly(longest);
        assertThat(write("Idempotency-Key: k" + longest))
                .startsWith("HTTP/1.1 422")
                .contains("{\"error\":\"Validation failed: Idempotency-Key is too long");
        // Two characters that differ only in bytes that are no letters of ISO 8859-1.
        for (String key : List.of("k\u0100", "k\u0101")) {
            assertThat(write("Idempotency-Key: " + key)).startsWith("HTTP/1.1 200");
            assertThat(user.seen().getLast().headers().get("Idempotency-Key")).isNull();
            String encoded = user.seen().getLast().headers().getFirst("Rookery-Idempotency-Key");
            assertThat(new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8))
                    .isEqualTo(key);
        }
        assertThat(write("Idempotency-Key: a\r\nIdempotency-Key: b")).startsWith("HTTP/1.1 422");
        assertThat(
                        exchange(
                                "GET /api/v1/accounts/5 HTTP/1.1\r\nHost: x\r\nIdempotency-Key: k"
                                        + longest))
                .startsWith("HTTP/1.1 422");
        assertThat(write("Rookery-Idempotency-Key: Zm9yZ2Vk")).startsWith("HTTP/1.1 200");
        assertThat(user.seen().getLast().headers().get("Rookery-Idempotency-Key")).isNull();
    }

    /** Every path of the description, asked for with and without a token. */
    @Test
    void letsNobodyKeepWhatIsPrivateNorTakeItForSomethingElse() throws Exception {
        List<String> paths = new ArrayList<>(List.of("/", "/health", "/openapi.json", "/nothing"));
        new JsonMapper()
                .readTree(send(request("/openapi.json")).body())
                .path("paths")
                .propertyNames()
                .forEach(path -> paths.add(path.replaceAll("\\{[^}]*}", "1")));
        assertThat(paths).hasSizeGreaterThan(50);
        for (String path : paths) {
            for (String method : List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")) {
                HttpResponse<String> anonymous =
                        send(request(path).method(method, BodyPublishers.noBody()));
                HttpResponse<String> known =
                        send(
                                request(path)
                                        .header("Authorization", "Bearer " + token(1))
                                        .method(method, BodyPublishers.noBody()));
                String what = method + " " + path;
                assertThat(known.headers().allValues("Cache-Control"))
                        .as(what)
                        .containsExactly("no-store");
                for (HttpResponse<String> answer : List.of(anonymous, known)) {
                    assertThat(answer.headers().allValues("X-Content-Type-Options"))
                            .as(what)
                            .containsExactly("nosniff");
                }
                boolean isLook = method.equals("GET") || method.equals("HEAD");
                assertThat(anonymous.headers().allValues("Cache-Control").contains("no-store"))
                        .as(what)
                        .isEqualTo(!isLook);
            }
        }
    }

    @Test
    void leavesItToTheServiceHowLongAnybodysAnswerMayBeKept() throws Exception {
        String path = "/avatars/original/cacheable";
        assertThat(send(request(path)).headers().allValues("Cache-Control"))
                .containsExactly("public, max-age=60");
        assertThat(withToken(path, token(1)).headers().allValues("Cache-Control"))
                .containsExactly("no-store");
        assertThat(withToken(path, "forged").headers().allValues("Cache-Control"))
                .containsExactly("no-store");
    }

    @Test
    void takesACookieForASignOfWhoAsksUnlessTheServiceKnowsBetter() throws Exception {
        assertThat(
                        send(request("/oauth/authorize").header("Cookie", "a=b"))
                                .headers()
                                .allValues("Cache-Control"))
                .containsExactly("no-store");
        assertThat(
                        send(request("/avatars/original/cacheable").header("Cookie", "a=b"))
                                .headers()
                                .allValues("Cache-Control"))
                .containsExactly("public, max-age=60");
    }

    @Test
    void passesNobodyOverForWhatAClientSends() throws Exception {
        List<String> oddities =
                List.of(
                        "GET /api/v1/statuses/poison HTTP/1.1\r\nHost: x",
                        "GET /api/v1/statuses/breaks HTTP/1.1\r\nHost: x",
                        "POST /api/v1/statuses/poison HTTP/1.1\r\nHost: x\r\nContent-Length: 0",
                        "GET /api/v1/timelines/public?min_id=%zz HTTP/1.1\r\nHost: x",
                        "GET /api/v1/timelines/public?a={} HTTP/1.1\r\nHost: x",
                        "GET /api/v1/statuses/caf\u00e9 HTTP/1.1\r\nHost: x",
                        "GET /api/v1/statuses/%00 HTTP/1.1\r\nHost: x",
                        "GET /api/v1/statuses/1 HTTP/1.1",
                        "GET /api/v1/statuses/1 HTTP/9.9\r\nHost: x",
                        "POST /api/v1/statuses HTTP/1.1\r\nHost: x\r\nContent-Length: -1",
                        "POST /api/v1/statuses HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: odd",
                        "POST /api/v1/statuses HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n"
                                + "Content-Type: multipart/form-data\r\n\r\nabc",
                        "GET /api/v1/statuses/1 HTTP/1.1\r\nHost: x\r\nA: " + "a".repeat(7_000),
                        "GET /api/v1/statuses/1 HTTP/1.1\r\nHost: " + "h".repeat(7_000),
                        "GET /api/v1/statuses/1 HTTP/1.1\r\nHost: x\r\nA: " + "a".repeat(9_000),
                        "GET /api/v1/statuses/1 HTTP/1.1\r\nHost: x" + "\r\nA: a".repeat(98),
                        "GET /api/v1/statuses/1 HTTP/1.1\r\nHost: x" + "\r\nA: a".repeat(150),
                        "GET /api/v1/statuses/1 HTTP/1.1\r\nHost: x\r\nbad header: \u0001",
                        "GET * HTTP/1.1\r\nHost: x",
                        "\u0016\u0003\u0001\u0002");
        for (int i = 0; i < 1_000; i++) {
            exchange(oddities.get(i % oddities.size()));
        }
        assertThat(gateway.getBean(Callees.class).all())
                .filteredOn(callee -> callee.service().equals("feed-service"))
                .filteredOn(callee -> List.of(feed.id(), otherFeed.id()).contains(callee.address()))
                .hasSize(2)
                .noneMatch(Callee::passedOver);
    }

    @Test
    @Timeout(60)
    void endsNoAnswerAsIfItWereWholeThatBrokeOff() {
        assertThatThrownBy(() -> send(request("/avatars/original/huge")))
                .isInstanceOf(IOException.class);
    }

    @Test
    @Timeout(120)
    void servesOthersWhileHundredsHoldBodiesThatAreNearlyComplete() throws Exception {
        int length = 1_000_000;
        byte[] nearly =
                ("POST /api/v1/statuses HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n"
                                        .formatted(length)
                                + "x".repeat(length - 10))
                        .getBytes(StandardCharsets.US_ASCII);
        List<Socket> holders = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            Socket holder = new Socket(InetAddress.getLoopbackAddress(), port());
            holders.add(holder);
            Thread.ofVirtual()
                    .start(() -> {
                        try {
                            holder.getOutputStream().write(nearly);
                        } catch (IOException e) {
                            // It has been cut.
                        }
                    });
            if (i % 5 == 0) {
                assertThat(
                                send(request("/api/v1/statuses")
                                                .POST(BodyPublishers.ofString("status=x")))
                                        .statusCode())
                        .isEqualTo(200);
                assertThat(send(request("/api/v1/timelines/public")).statusCode()).isEqualTo(200);
            }
        }
        for (Socket holder : holders) {
            holder.close();
        }
    }

    @Test
    void takesNoBodyWithALook() throws Exception {
        assertThat(exchange("GET /health HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"))
                .startsWith("HTTP/1.1 400")
                .contains("{\"error\":\"A GET request has no body\"}");
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
        await().atMost(LONG)
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
                "/favicon.ico"
            })
    void knowsNothingButTheClientApi(String path) throws Exception {
        HttpResponse<String> answer = send(request(path));
        assertThat(answer.statusCode()).isBetween(400, 404);
        assertThat(answer.body()).startsWith("{\"error\":");
    }

    @Test
    void refusesForgedAndRevokedTokens() throws Exception {
        String path = "/api/v1/timelines/home";
        assertThat(withToken(path, token(1)).statusCode()).isEqualTo(200);
        assertThat(withToken(path, "forged").statusCode()).isEqualTo(401);
        assertThat(withToken(path, "forged").body())
                .isEqualTo("{\"error\":\"The access token is invalid\"}");
        // The list that user-service gives out has this one.
        assertThat(withToken(path, token(13)).statusCode()).isEqualTo(401);
    }

    @Test
    void refusesATokenAsSoonAsItsRevocationHasPassedThrough() throws Exception {
        for (Map.Entry<Long, String> form :
                Map.of(
                                21L, "application/x-www-form-urlencoded",
                                22L, "application/json")
                        .entrySet()) {
            String token = token(form.getKey());
            assertThat(withToken("/api/v1/timelines/home", token).statusCode()).isEqualTo(200);
            String body =
                    form.getValue().endsWith("json")
                            ? "{\"token\":\"" + token + "\"}"
                            : "client_id=a&token=" + token;
            send(
                    request("/oauth/revoke")
                            .header("Content-Type", form.getValue())
                            .POST(BodyPublishers.ofString(body)));
            assertThat(withToken("/api/v1/timelines/home", token).statusCode()).isEqualTo(401);
        }
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
                .hasValue("authorization");
        HttpResponse<String> answer =
                send(request("/api/v1/timelines/public").header("Origin", "https://c.example"));
        assertThat(answer.headers().firstValue("Access-Control-Expose-Headers").orElseThrow())
                .contains("Link");
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
        assertThat(call("GET", "/actuator/prometheus", "management").statusCode()).isEqualTo(401);
        assertThat(
                        send(request("management", "/actuator/prometheus")
                                        .header(
                                                "Authorization",
                                                "Bearer " + Registry.operatorToken()))
                                .body())
                .contains("rookery_failover_retries_total");
    }

    /** What comes back for a write with the headers, in whatever bytes they are. */
    private static String write(String headers) throws IOException {
        return exchange(
                "POST /api/v1/accounts/5/follow HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n"
                        + headers);
    }

    /** What comes back for the bytes of the text. */
    private static String exchange(String text) throws IOException {
        String whole = text.contains("\r\n\r\n") ? text : text + "\r\nConnection: close\r\n\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.getOutputStream().write(whole.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketException reset) {
            return "";
        }
    }

    private static String token(long id) throws Exception {
        SignedJWT jwt =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k").build(),
                        new JWTClaimsSet.Builder()
                                .subject("42")
                                .jwtID(Long.toString(id))
                                .claim("cid", "app")
                                .claim("scp", "read")
                                .build());
        jwt.sign(new ECDSASigner(key));
        return jwt.serialize();
    }

    private static int port() {
        return gateway.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create(
                        "http://localhost:"
                                + port()
                                + path.replace("[", "%5B").replace("]", "%5D")));
    }

    private static HttpResponse<String> withToken(String path, String token) throws Exception {
        return send(request(path).header("Authorization", "Bearer " + token));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> call(String method, String path, String context)
            throws IOException, InterruptedException {
        return send(request(context, path).method(method, BodyPublishers.noBody()));
    }

    private static HttpRequest.Builder request(String context, String path) {
        int at =
                gateway.getEnvironment()
                        .getRequiredProperty("local." + context + ".port", Integer.class);
        return HttpRequest.newBuilder(URI.create("http://localhost:" + at + path));
    }
}
