package io.rookery.acceptance.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * HTTP client of the public API, for one or several gateways. Each request has a timeout of 10 s.
 *
 * <p>With one address, the client does not retry, like an ordinary phone app.
 *
 * <p>With several addresses, the client does failover within the same 10 s: if a connection cannot
 * be made or breaks, it sends the request to the next address and avoids the failed one for a
 * while. Each of its writes carries an idempotency key, so that a retry does not apply it twice. If
 * an address accepts a request and does not respond, the client waits until the timeout, unless
 * {@link #leaveSilentAddressesAfter} sets a shorter limit. After that limit, the address is tried
 * once more if the others fail.
 */
public final class ApiClient implements AutoCloseable {

    public static final Duration TIMEOUT = Duration.ofSeconds(10);

    static final String KEY_HEADER = "Idempotency-Key";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Addresses bases;
    private final HttpClient http;
    private final AtomicLong sent = new AtomicLong();
    private volatile Duration longestSilence = TIMEOUT;

    public ApiClient(URI base) {
        this(List.of(base));
    }

    /** Creates a client of several addresses. Requests start at each of them in turn. */
    public ApiClient(List<URI> bases) {
        this.bases = new Addresses(bases, System::nanoTime);
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(TIMEOUT)
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .build();
    }

    public URI base() {
        return bases.first();
    }

    /**
     * Sets how long a client of several addresses waits for a response before it tries the next
     * address.
     */
    public void leaveSilentAddressesAfter(Duration silence) {
        longestSilence = silence;
    }

    /**
     * Returns the number of requests sent so far. A request that was sent to several addresses
     * counts once for each.
     */
    public long sent() {
        return sent.get();
    }

    public ApiResponse get(String path, Optional<String> token) {
        return send(request(path, token).GET());
    }

    public ApiResponse delete(String path, Optional<String> token) {
        return send(request(path, token).DELETE());
    }

    /** Sends the fields as a form. */
    public ApiResponse post(String path, Optional<String> token, Map<String, String> form) {
        return send(withForm("POST", path, token, form));
    }

    public ApiResponse patch(String path, Optional<String> token, Map<String, String> form) {
        return send(withForm("PATCH", path, token, form));
    }

    public ApiResponse postJson(String path, Optional<String> token, Object body) {
        return send(
                request(path, token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    /** Builds a form request. The caller may add headers and then sends it with {@link #send}. */
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
     * Sends the request. With several addresses, tries them until one responds.
     *
     * @throws UncheckedIOException if no response came: the outcome is unknown
     */
    public ApiResponse send(HttpRequest.Builder request) {
        HttpRequest first = request.build();
        if (bases.count() > 1) {
            return sendToAny(first);
        }
        try {
            return exchange(first);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ApiResponse sendToAny(HttpRequest request) {
        String key = UUID.randomUUID().toString();
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        boolean mayHaveHappened = false;
        IOException last = new IOException("No address is available");
        Deque<URI> order = new ArrayDeque<>(bases.inOrder());
        Deque<URI> silent = new ArrayDeque<>();
        while (System.nanoTime() < deadline && !(order.isEmpty() && silent.isEmpty())) {
            boolean isAgain = order.isEmpty();
            URI base = isAgain ? silent.removeFirst() : order.removeFirst();
            try {
                ApiResponse answer = exchange(copy(request, base, key, deadline, !order.isEmpty()));
                bases.answered(base);
                return mayHaveHappened ? answer.toARepetition() : answer;
            } catch (IOException e) {
                bases.failed(base);
                if (!isAgain && e instanceof HttpTimeoutException) {
                    silent.addLast(base);
                }
                mayHaveHappened |= !(e instanceof ConnectException);
                last = e;
            }
        }
        throw new UncheckedIOException(last);
    }

    private HttpRequest copy(
            HttpRequest request, URI base, String key, long deadline, boolean isAnotherLeft) {
        Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
        boolean isCut = isAnotherLeft && left.compareTo(longestSilence) > 0;
        HttpRequest.Builder copy =
                HttpRequest.newBuilder(request, (_, _) -> true)
                        .uri(base.resolve(pathOf(request.uri())))
                        .timeout(isCut ? longestSilence : left);
        if (!request.method().equals("GET") && request.headers().firstValue(KEY_HEADER).isEmpty()) {
            copy.header(KEY_HEADER, key);
        }
        return copy.build();
    }

    private static String pathOf(URI uri) {
        return uri.getRawQuery() == null
                ? uri.getRawPath()
                : uri.getRawPath() + "?" + uri.getRawQuery();
    }

    private ApiResponse exchange(HttpRequest request) throws IOException {
        sent.incrementAndGet();
        try {
            var response = http.send(request, BodyHandlers.ofString());
            return new ApiResponse(
                    response.statusCode(),
                    response.headers(),
                    parse(response.body()),
                    response.body(),
                    false);
        } catch (ConnectException e) {
            sent.decrementAndGet();
            throw e;
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
