package io.rookery.acceptance.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Speaks to one base address; 10 s for each request and no retry of its own, as phone apps do. One
 * that knows several addresses goes to the next one when a connection cannot be made or breaks;
 * each of its writes then carries a key by which it is done once.
 */
public final class ApiClient implements AutoCloseable {

    public static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final String KEY_HEADER = "Idempotency-Key";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<URI> bases;
    private final HttpClient http;

    public ApiClient(URI base) {
        this(List.of(base));
    }

    /** Of several addresses, in the order in which they are tried. */
    public ApiClient(List<URI> bases) {
        this.bases = List.copyOf(bases);
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(TIMEOUT)
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .build();
    }

    public URI base() {
        return bases.getFirst();
    }

    public Answer get(String path, Optional<String> token) {
        return send(request(path, token).GET());
    }

    public Answer delete(String path, Optional<String> token) {
        return send(request(path, token).DELETE());
    }

    /** Sends the fields as a form. */
    public Answer post(String path, Optional<String> token, Map<String, String> form) {
        return send(withForm("POST", path, token, form));
    }

    public Answer patch(String path, Optional<String> token, Map<String, String> form) {
        return send(withForm("PATCH", path, token, form));
    }

    public Answer postJson(String path, Optional<String> token, Object body) {
        return send(
                request(path, token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    /** A form request to which the caller adds headers before it is sent with {@link #send}. */
    public HttpRequest.Builder withForm(
            String method, String path, Optional<String> token, Map<String, String> form) {
        String body =
                form.entrySet().stream()
                        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                        .collect(Collectors.joining("&"));
        return request(path, token)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, BodyPublishers.ofString(body));
    }

    public HttpRequest.Builder request(String path, Optional<String> token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base().resolve(path)).timeout(TIMEOUT);
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        return request;
    }

    /**
     * Sends the request once.
     *
     * @throws UncheckedIOException when no answer came: the outcome is unknown
     */
    public Answer send(HttpRequest.Builder request) {
        HttpRequest first = request.build();
        if (bases.size() == 1) {
            try {
                return exchange(first);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return sendToAny(first);
    }

    private Answer sendToAny(HttpRequest request) {
        String key = UUID.randomUUID().toString();
        IOException last = new IOException("There is nobody to ask");
        for (URI base : bases) {
            HttpRequest.Builder copy =
                    HttpRequest.newBuilder(request, (name, value) -> true)
                            .uri(base.resolve(pathOf(request.uri())));
            if (!request.method().equals("GET")
                    && request.headers().firstValue(KEY_HEADER).isEmpty()) {
                copy.header(KEY_HEADER, key);
            }
            try {
                return exchange(copy.build());
            } catch (HttpTimeoutException e) {
                throw new UncheckedIOException(e);
            } catch (IOException e) {
                last = e;
            }
        }
        throw new UncheckedIOException(last);
    }

    private static String pathOf(URI uri) {
        return uri.getRawQuery() == null
                ? uri.getRawPath()
                : uri.getRawPath() + "?" + uri.getRawQuery();
    }

    private Answer exchange(HttpRequest request) throws IOException {
        try {
            var response = http.send(request, BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers(),
                    parse(response.body()),
                    response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for an answer", e);
        }
    }

    private static JsonNode parse(String body) {
        if (body.isEmpty() || "{[".indexOf(body.charAt(0)) < 0) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
