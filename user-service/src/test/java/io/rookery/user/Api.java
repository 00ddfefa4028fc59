package io.rookery.user;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** HTTP client of one instance. */
final class Api {

    static final String OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob";
    static final String PASSWORD = "correct horse battery staple";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI address;
    private final Map<String, String> headers;

    private Api(URI address, Map<String, String> headers) {
        this.address = address;
        this.headers = headers;
    }

    static Api of(Instance instance) {
        return new Api(instance.address(), Map.of());
    }

    /** Returns a client that also sends these headers with every request. */
    Api with(Map<String, String> more) {
        return new Api(address, more);
    }

    record Answer(int status, String text, java.net.http.HttpHeaders headers) {

        JsonNode json() {
            return JSON.readTree(text);
        }

        String field(String name) {
            return json().required(name).asString();
        }
    }

    record App(String clientId, String clientSecret, String token) {}

    Answer get(String path, @Nullable String token) {
        return send("GET", path, Map.of(), token);
    }

    Answer post(String path, Map<String, String> form, @Nullable String token) {
        return send("POST", path, form, token);
    }

    Answer send(String method, String path, Map<String, String> form, @Nullable String token) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofSeconds(30));
        headers.forEach(request::setHeader);
        if (token != null) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        if (form.isEmpty()) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.setHeader("Content-Type", "application/x-www-form-urlencoded");
            request.method(method, BodyPublishers.ofString(encode(form)));
        }
        try {
            HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body(), answer.headers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    App registerApp() {
        Answer app =
                post(
                        "/api/v1/apps",
                        Map.of(
                                "client_name", "test",
                                "redirect_uris", OUT_OF_BAND + "\nhttps://client.example/back",
                                "scopes", "read write follow"),
                        null);
        String id = app.field("client_id");
        String secret = app.field("client_secret");
        Answer token =
                post(
                        "/oauth/token",
                        Map.of(
                                "grant_type",
                                "client_credentials",
                                "client_id",
                                id,
                                "client_secret",
                                secret,
                                "scope",
                                "read write follow"),
                        null);
        return new App(id, secret, token.field("access_token"));
    }

    Answer trySignUp(App app, String username, String email) {
        return post("/api/v1/accounts", signUp(username, email), app.token());
    }

    static Map<String, String> signUp(String username, String email) {
        return Map.of(
                "username", username,
                "email", email,
                "password", PASSWORD,
                "agreement", "true",
                "locale", "en");
    }

    /** Creates an account and returns its token. */
    String join(App app, String username) {
        return trySignUp(app, username, username + "@example.org").field("access_token");
    }

    String idOf(String token) {
        return get("/api/v1/accounts/verify_credentials", token).field("id");
    }

    static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
