package io.rookery.gateway;

import static io.rookery.gateway.RunningGateway.exchange;
import static io.rookery.gateway.RunningGateway.feed;
import static io.rookery.gateway.RunningGateway.gateway;
import static io.rookery.gateway.RunningGateway.key;
import static io.rookery.gateway.RunningGateway.otherFeed;
import static io.rookery.gateway.RunningGateway.port;
import static io.rookery.gateway.RunningGateway.request;
import static io.rookery.gateway.RunningGateway.send;
import static io.rookery.gateway.RunningGateway.token;
import static io.rookery.gateway.RunningGateway.user;
import static io.rookery.gateway.RunningGateway.withToken;
import static io.rookery.gateway.RunningGateway.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rookery.gateway.Backend.Seen;
import io.rookery.kit.failover.UpstreamStats;
import io.rookery.kit.failover.UpstreamStatsSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tests how the gateway handles client input (keys, bodies, odd bytes), and which responses may be
 * cached.
 */
class ClientInputIT {

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
        // Two characters that differ only in bytes that are not letters in ISO 8859-1.
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

    /** Requests every path of the API description, with and without a token. */
    @Test
    void letsNobodyKeepWhatIsPrivateNorTakeItForSomethingElse() throws Exception {
        List<String> paths = new ArrayList<>(List.of("/health", "/openapi.json", "/nothing"));
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
        assertThat(gateway.getBean(UpstreamStatsSource.class).all())
                .filteredOn(upstream -> upstream.service().equals("feed-service"))
                .filteredOn(
                        upstream -> List.of(feed.id(), otherFeed.id()).contains(upstream.address()))
                .hasSize(2)
                .noneMatch(UpstreamStats::passedOver);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/statuses/caf\u00e9 HTTP/1.1\r\nHost: x",
                "GET /api/v1/timelines/public?a={} HTTP/1.1\r\nHost: x",
                "GET /api/v1/timelines/public?q=\u65e5 HTTP/1.1\r\nHost: x",
                "GET /api/v1/statuses/%00 HTTP/1.1\r\nHost: x",
                "GET /api/v1/statuses/%zz HTTP/1.1\r\nHost: x",
                "GET /api/v1/statuses/1 HTTP/1.1",
                "GET /api/v1/statuses/1 HTTP/9.9\r\nHost: x",
                "GET /api/v1/statuses/1 HTTP/1.1\r\nHost: a b",
                "GET /api/v1/statuses/1 HTTP/1.1\r\nHost: x\r\nbad header: \u0001",
                "CONNECT x:1 HTTP/1.1\r\nHost: x",
                "POST /api/v1/statuses HTTP/1.1\r\nHost: x\r\nContent-Length: -1",
                "POST /api/v1/statuses HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: odd",
                "POST /api/v1/statuses HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc",
                "POST /api/v1/statuses HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\n"
                        + "Content-Length: 3\r\n\r\nabc",
                "POST /api/v1/statuses HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz",
                "GET /nothing HTTP/1.1\r\nHost: x",
                "\u0016\u0003\u0001\u0002",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
            })
    void answersInTheFormOfTheApiWhatItCannotRead(String oddity) throws Exception {
        assertThat(exchange(oddity))
                .startsWith("HTTP/1.1 4")
                .contains("Access-Control-Allow-Origin: *\r\n", "{\"error\":\"");
    }

    @Test
    void sendsAHeadAlsoAfterARequestThatHadNoVersion() throws Exception {
        for (int i = 0; i < 50; i++) {
            exchange("GET /health");
            assertThat(exchange("GET /` HTTP/1.1\r\nHost: x")).startsWith("HTTP/1.1 400 ");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {9_000, 100_000})
    void answersWhatIsTooLongToBeRead(int length) throws Exception {
        assertThat(exchange("GET /" + "a".repeat(length) + " HTTP/1.1\r\nHost: x"))
                .matches(answer ->
                        answer.startsWith("HTTP/1.1 4") || (length > 10_000 && answer.isEmpty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/instance",
                "/api/v2/instance/",
                "/api/v1/instance/rules",
                "/api/v1/custom_emojis",
                "/api/v1/apps",
                "/oauth/token",
                "/oauth/revoke",
                "/.well-known/nodeinfo",
                "/nodeinfo/2.0",
                "/avatars/original/cacheable"
            })
    void leavesItToTheServiceWhatAStaleTokenIsWorthWhereNoneIsNeeded(String path) throws Exception {
        assertThat(withToken(path, "null").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/apps/verify_credentials",
                "/api/v1/instancex",
                "/api/v1/accounts/verify_credentials/",
                "/api/v1/timelines/home"
            })
    void refusesAStaleTokenEverywhereElse(String path) throws Exception {
        assertThat(withToken(path, "null").statusCode()).isIn(401, 404);
    }

    @Test
    void takesASlashAtTheEnd() throws Exception {
        assertThat(send(request("/api/v1/accounts/5/statuses/?limit=1")).statusCode())
                .isEqualTo(200);
        assertThat(Stream.of(feed, otherFeed).flatMap(one -> one.seen().stream()).map(Seen::line))
                .contains("GET /api/v1/accounts/5/statuses?limit=1");
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
                            // The gateway has closed the connection.
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
                .contains("{\"error\":\"A GET request must not have a body\"}");
    }
}
