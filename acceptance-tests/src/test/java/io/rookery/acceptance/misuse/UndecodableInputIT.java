package io.rookery.acceptance.misuse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.acceptance.client.ApiResponse;
import io.rookery.acceptance.client.Person;
import io.rookery.acceptance.platform.Platform;
import io.rookery.acceptance.platform.PlatformExtension;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests request bodies, queries and paths that cannot be decoded, on both services. */
@ExtendWith(PlatformExtension.class)
class UndecodableInputIT {

    private static final String FORM = "application/x-www-form-urlencoded";

    private static final List<String> TARGETS =
            List.of(
                    "POST /api/v1/statuses",
                    "PUT /api/v1/statuses/1",
                    "POST /api/v1/apps",
                    "POST /oauth/token",
                    "PATCH /api/v1/accounts/update_credentials",
                    "POST /api/v1/accounts/1/follow");

    private final Platform platform;
    private final Person ada;
    private final Person bob;

    UndecodableInputIT(Platform platform) {
        this.platform = platform;
        this.ada = platform.newPerson("undecodable_ada");
        this.bob = platform.newPerson("undecodable_bob");
    }

    /**
     * A request body that cannot be decoded.
     *
     * @param bytes the content; each character stands for one byte
     * @param status expected status of the response
     */
    private record Body(String type, String bytes, int status) {}

    private static Map<String, Body> bodies() {
        String part = "--x\r\nContent-Disposition: form-data; name=\"status\"\r\n\r\nhi";
        return Map.of(
                "half an escape", new Body(FORM, "status=100%", 400),
                "an escape of no digits", new Body(FORM, "status=%zz", 400),
                "an escape of no UTF-8", new Body(FORM, "status=%ff", 400),
                "bytes of no UTF-8", new Body(FORM, "status=\u00e9", 400),
                "latin-1", new Body(FORM + "; charset=iso-8859-1", "status=x", 415),
                "no charset", new Body(FORM + "; charset=nonsense", "status=x", 415),
                "parts without a boundary", new Body("multipart/form-data", part, 400),
                "a part of no UTF-8",
                        new Body(
                                "multipart/form-data; boundary=x",
                                part + "\u00e9\r\n--x--\r\n",
                                400),
                "parts that are cut off", new Body("multipart/form-data; boundary=x", part, 400),
                "no JSON", new Body("application/json", "{\"status\":", 400));
    }

    static Stream<Arguments> everyBodyOnEveryPath() {
        return TARGETS.stream()
                .flatMap(target ->
                        bodies().keySet().stream().map(name -> Arguments.of(target, name)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("everyBodyOnEveryPath")
    void isRefusedInTheFormOfTheApi(String target, String name) {
        Body body = Objects.requireNonNull(bodies().get(name));

        ApiResponse answer =
                send(target, body.bytes().getBytes(ISO_8859_1), "Content-Type", body.type());

        assertThat(answer.status()).as(answer.text()).isEqualTo(body.status());
        assertThat(answer.body().path("error").asString()).isNotBlank();
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "deflate, gzip"})
    void isRefusedWhenItIsCompressed(String encoding) {
        ApiResponse answer =
                send("POST /api/v1/statuses", new byte[] {31, -117}, "Content-Encoding", encoding);

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.body().path("error").asString()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/timelines/public?limit=%zz",
                "/api/v1/timelines/public?limit=%ff",
                "/api/v2/search?q=%",
                "/api/v1/accounts/lookup?acct=%zz"
            })
    void isRefusedInAQuery(String target) throws IOException {
        assertThat(raw(target)).startsWith("HTTP/1.1 400 ").contains("{\"error\":\"");
    }

    /** Sends a request that client libraries refuse to send, and returns the response. */
    private String raw(String target) throws IOException {
        URI base = platform.api().base();
        try (Socket client = new Socket(base.getHost(), base.getPort())) {
            String request =
                    "GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".formatted(target);
            client.getOutputStream().write(request.getBytes(UTF_8));
            return new String(client.getInputStream().readAllBytes(), UTF_8);
        }
    }

    @Test
    void takesARequestWithoutABodyWhateverTypeThatHas() {
        assertThat(
                        send(
                                        "POST /api/v1/accounts/" + bob.id() + "/follow",
                                        new byte[0],
                                        "Content-Type",
                                        "multipart/form-data")
                                .status())
                .isEqualTo(200);
    }

    @Test
    void refusesInASentenceWhatThereIsNotYet() {
        String status = ada.post("/api/v1/statuses", Map.of("status", "x")).field("id");
        for (String target :
                List.of(
                        "PUT /api/v1/statuses/" + status,
                        "POST /api/v1/statuses/" + status + "/pin",
                        "POST /api/v1/statuses/" + status + "/mute",
                        "POST /api/v1/statuses/" + status + "/translate",
                        "POST /api/v1/tags/x/follow",
                        "POST /api/v1/lists",
                        "POST /api/v2/media",
                        "POST /api/v1/markers")) {
            ApiResponse answer = send(target, new byte[0], "Accept", "text/html");

            assertThat(answer.status()).as(target).isEqualTo(422);
            assertThat(answer.body().path("error").asString()).as(target).contains(" ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", ";", "application/xml;q=0.1", "image/*"})
    void answersInTheFormOfTheApiWhateverIsAccepted(String accepted) {
        ApiResponse refused = send("POST /oauth/token", new byte[0], "Accept", accepted);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().path("error").asString()).isNotBlank();
        ApiResponse published =
                send("POST /api/v1/statuses?status=hi", new byte[0], "Accept", accepted);
        assertThat(published.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/;%zz", "/api/v1/instance;x=%", "/api/v1/statuses/1;a=%f", "/@ada;%"})
    void isRefusedInAParameterOfAPath(String target) throws IOException {
        assertThat(raw(target)).startsWith("HTTP/1.1 4").contains("{\"error\":\"");
    }

    @Test
    void tellsAnAddressThatThereIsNotFromARecordThatThereIsNot() {
        assertThat(ada.get("/api/v1/nests").body().path("error").asString())
                .isEqualTo("There is nothing at this address");
        for (String record : List.of("/api/v1/statuses/12345", "/api/v1/statuses/x")) {
            assertThat(ada.get(record).body().path("error").asString())
                    .as(record)
                    .isEqualTo("Record not found");
        }
    }

    @Test
    void bringsNumbersOfAnySizeIntoRange() {
        for (String number :
                List.of(
                        "0",
                        "-1",
                        "9999999999",
                        "-99999999999999999999",
                        "1.5",
                        "007",
                        "9223372036854775808",
                        "")) {
            for (String name : List.of("limit", "min_id", "max_id", "since_id", "offset")) {
                for (String path :
                        List.of(
                                "/api/v1/timelines/home",
                                "/api/v1/timelines/public",
                                "/api/v1/notifications",
                                "/api/v1/bookmarks",
                                "/api/v1/favourites",
                                "/api/v1/blocks",
                                "/api/v1/mutes",
                                "/api/v1/follow_requests",
                                "/api/v1/accounts/sessions",
                                "/api/v2/search?q=x",
                                "/api/v1/accounts/search?q=x")) {
                    String target = path + (path.contains("?") ? "&" : "?") + name + "=" + number;
                    assertThat(ada.get(target).status()).as(target).isEqualTo(200);
                }
            }
        }
    }

    private ApiResponse send(String target, byte[] body, String header, String value) {
        String[] methodAndPath = target.split(" ", 2);
        HttpRequest.Builder request =
                platform.api()
                        .request(methodAndPath[1], ada.token())
                        .method(methodAndPath[0], BodyPublishers.ofByteArray(body))
                        .header(header, value);
        return platform.api().send(request);
    }
}
