package io.rookery.acceptance.fault;

import io.rookery.launcher.cluster.Cluster;
import io.rookery.launcher.cluster.ClusterException;
import io.rookery.launcher.secret.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Adds shards to a platform, drains them and takes them away, as an operator does. */
final class ShardSteps {

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(LIMIT)
                    .build();

    private final Cluster cluster;

    ShardSteps(Cluster cluster) {
        this.cluster = cluster;
    }

    void add() throws InterruptedException {
        try {
            String added = cluster.changes().add();
            await(status -> has(status, added));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks for the latest shard to be drained. Returns before it is. */
    void drain() throws InterruptedException {
        String latest = latest();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ask("POST", "/v1/shards/" + latest + "/drain").isEmpty()) {
            pauseBefore(deadline);
        }
    }

    /** Waits until every slot is where it is to stay. Moves may still be observed. */
    void awaitEven() throws InterruptedException {
        await(status -> status.path("even").asBoolean());
    }

    /** Waits until no move uses the latest shard, and takes it away. */
    void remove() throws InterruptedException {
        String latest = latest();
        await(status -> status.path("even").asBoolean() && status.path("moves").isEmpty());
        try {
            cluster.changes().withdraw(latest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await(status -> !has(status, latest));
        cluster.changes().stop(latest);
    }

    private String latest() {
        return cluster.shards().getLast();
    }

    private static boolean has(JsonNode status, String shard) {
        return StreamSupport.stream(status.path("shards").spliterator(), false)
                .anyMatch(one -> one.path("name").asString().equals(shard));
    }

    private void await(Predicate<JsonNode> condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ask("GET", "/v1/shards").filter(condition).isEmpty()) {
            pauseBefore(deadline);
        }
    }

    private void pauseBefore(long deadline) throws InterruptedException {
        if (System.nanoTime() > deadline) {
            throw new ClusterException(
                    "The slots have not moved after %d s: %s"
                            .formatted(PATIENCE.toSeconds(), ask("GET", "/v1/shards")));
        }
        Thread.sleep(PAUSE);
    }

    /** The answer of the first instance of storage-service that gives one; empty if none does. */
    private Optional<JsonNode> ask(String method, String path) throws InterruptedException {
        for (Map.Entry<String, Integer> instance : cluster.managementPorts().entrySet()) {
            if (instance.getKey().startsWith("storage-service")) {
                Optional<JsonNode> answer = ask(method, path, instance.getValue());
                if (answer.isPresent()) {
                    return answer;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<JsonNode> ask(String method, String path, int port)
            throws InterruptedException {
        try {
            String token =
                    Secrets.operatorToken(
                            cluster.directory().resolve("secrets"), "storage-service");
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .timeout(LIMIT)
                            .header("Authorization", "Bearer " + token)
                            .method(method, BodyPublishers.noBody())
                            .build();
            HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                return Optional.empty();
            }
            return Optional.of(
                    JsonMapper.shared().readTree(answer.body().isEmpty() ? "{}" : answer.body()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
