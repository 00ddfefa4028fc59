package io.rookery.storage.monitoring.switchover;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Client of the REST API of Patroni, or of a compatible server. Any node of a shard can be asked.
 * Patroni itself ensures that only a node that has every commit becomes primary.
 */
final class Patroni implements AutoCloseable {

    private static final Duration LOOK_UP = Duration.ofSeconds(1);
    private static final int OK = 200;
    private static final int LONGEST_ANSWER = 200;

    private final JsonMapper json = JsonMapper.shared();
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(LOOK_UP)
                    .build();
    private final SwitchoverSettings settings;

    Patroni(SwitchoverSettings settings) {
        this.settings = settings;
    }

    /**
     * Requests a switchover. Asks one node after the other until one answers.
     *
     * @param addresses address of the API at each node
     * @param primary host:port of the node that shall not be primary any more
     * @return the outcome, in full sentences
     */
    String switchOver(List<URI> addresses, String primary) throws InterruptedException {
        String outcome = "No address of Patroni is configured.";
        for (URI address : addresses) {
            try {
                Optional<Member> leader = leader(address);
                if (leader.isPresent()) {
                    return leader.get().isAt(primary)
                            ? ask(address, leader.get().name())
                            : "%s is primary, not %s.".formatted(leader.get().name(), primary);
                }
                outcome = "The shard has no primary at present.";
            } catch (IOException | JacksonException e) {
                outcome = "The request to %s failed: %s.".formatted(address, e);
            }
        }
        return outcome;
    }

    private Optional<Member> leader(URI address) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request(address, "/cluster", LOOK_UP).GET().build());
        if (answer.statusCode() != OK) {
            throw new IOException("HTTP status " + answer.statusCode());
        }
        return json.readValue(answer.body(), Cluster.class).members().stream()
                .filter(member -> member.role().equals("leader"))
                .findFirst();
    }

    /** Sends the request once. It is not retried, because it may have been carried out. */
    private String ask(URI address, String leader) throws InterruptedException {
        HttpRequest request =
                request(address, "/switchover", settings.timeout())
                        .header("Content-Type", "application/json")
                        .POST(
                                BodyPublishers.ofString(
                                        json.writeValueAsString(Map.of("leader", leader))))
                        .build();
        try {
            HttpResponse<String> answer = send(request);
            String said = answer.body().strip();
            return "%s (%d)"
                    .formatted(
                            said.substring(0, Math.min(said.length(), LONGEST_ANSWER)),
                            answer.statusCode());
        } catch (IOException e) {
            return "The outcome of the switchover is unknown: %s.".formatted(e);
        }
    }

    private HttpResponse<String> send(HttpRequest request)
            throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(URI address, String path, Duration timeout) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address + path)).timeout(timeout);
        return settings.password().isEmpty()
                ? request
                : request.header("Authorization", "Basic " + credentials());
    }

    private String credentials() {
        String pair = settings.username() + ':' + settings.password();
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /** The answer of {@code GET /cluster}, as far as it matters. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Cluster(List<Member> members) {}

    /** One node; it has no address while it starts. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Member(String name, String role, @Nullable String host, int port) {

        boolean isAt(String address) {
            return address.equals(host + ":" + port);
        }
    }
}
