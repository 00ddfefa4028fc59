package io.rookery.feed;

import io.rookery.kit.shard.PartialAnswer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** HTTP client of one instance, for one user. */
public final class Api {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper JSON = new JsonMapper();

    private final int port;
    private final String token;
    private final List<String> headers;

    Api(int port, String token) {
        this(port, token, List.of());
    }

    private Api(int port, String token, List<String> headers) {
        this.port = port;
        this.token = token;
        this.headers = headers;
    }

    public Api with(String header, String value) {
        List<String> more = new ArrayList<>(headers);
        more.add(header);
        more.add(value);
        return new Api(port, token, more);
    }

    public Answer get(String path) {
        return send("GET", path);
    }

    public Answer delete(String path) {
        return send("DELETE", path);
    }

    /** Sends a form. The fields are names and values in turn. */
    public Answer post(String path, String... fields) {
        return send("POST", path, fields);
    }

    /** Sends a notice as user-service does. The fields are names and values in turn. */
    public Answer tell(String path, String... fields) {
        ObjectNode notice = JSON.createObjectNode();
        for (int i = 0; i < fields.length; i += 2) {
            notice.put(fields[i], fields[i + 1]);
        }
        return postJson(path, notice.toString());
    }

    /** Sends a JSON body. */
    public Answer postJson(String path, String json) {
        return with("Content-Type", "application/json")
                .send("POST", path, BodyPublishers.ofString(json));
    }

    /**
     * Publishes a status and returns its entity. Fields that are not given have the account's
     * defaults.
     */
    public JsonNode publish(String text, String... fields) {
        List<String> all = new ArrayList<>(List.of("status", text));
        all.addAll(List.of(fields));
        return post("/api/v1/statuses", all.toArray(String[]::new)).ok();
    }

    private Answer send(String method, String path, String... fields) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            form.append(form.isEmpty() ? "" : "&").append(encode(fields[i]));
            form.append('=').append(encode(fields[i + 1]));
        }
        Api sender =
                form.isEmpty() ? this : with("Content-Type", "application/x-www-form-urlencoded");
        return sender.send(method, path, BodyPublishers.ofString(form.toString()));
    }

    private Answer send(String method, String path, BodyPublisher body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(30))
                        .method(method, body);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    json(response),
                    response.headers().firstValue("Link").orElse(""),
                    response.headers().firstValue(PartialAnswer.HEADER).orElse(""));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Parses the body. A body that is not JSON, such as an error page of the servlet container,
     * becomes an empty object.
     */
    private static JsonNode json(HttpResponse<String> response) {
        boolean isJson = response.headers().firstValue("Content-Type").orElse("").contains("json");
        return isJson ? JSON.readTree(response.body()) : JSON.createObjectNode();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /**
     * A response.
     *
     * @param incomplete names of the shards whose part is missing
     */
    public record Answer(int status, JsonNode body, String link, String incomplete) {

        public JsonNode ok() {
            if (status != 200) {
                throw new AssertionError("%d %s".formatted(status, body));
            }
            return body;
        }

        /** Returns the error message. */
        public String error() {
            return body.path("error").asString("");
        }

        /** Returns the ids of a list of entities. */
        public List<String> ids() {
            return ids(ok());
        }

        public static List<String> ids(JsonNode list) {
            return StreamSupport.stream(list.spliterator(), false)
                    .map(one -> one.path("id").asString())
                    .toList();
        }
    }
}
