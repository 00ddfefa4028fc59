package io.rookery.acceptance.scenario;

import io.rookery.launcher.secret.Secrets;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads which incidents the platform itself has detected during a scenario. */
final class Diagnoses {

    /** Maximum wait for the expected incidents. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(LIMIT)
                    .build();

    private final ScenarioPlatform platform;
    private final Instant start;

    /** An incident, with the group of its component, and its kind. */
    record Incident(String group, String kind, Instant detected) {

        String diagnosis() {
            return group + " " + kind;
        }
    }

    private Diagnoses(ScenarioPlatform platform, Instant start) {
        this.platform = platform;
        this.start = start;
    }

    static Diagnoses from(ScenarioPlatform platform) {
        return new Diagnoses(platform, Instant.now());
    }

    /**
     * Returns all incidents since the start, and those that are still open, such as the incident of
     * a clock that was wrong from the beginning. Waits for a while until the expected ones are
     * among them.
     */
    List<Incident> await(List<String> expected) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<Incident> said = incidents();
        while (!diagnosesOf(said).containsAll(expected) && System.nanoTime() < deadline) {
            Thread.sleep(500);
            said = incidents();
        }
        return said;
    }

    /** Returns each diagnosis once. */
    static List<String> diagnosesOf(List<Incident> incidents) {
        return incidents.stream().map(Incident::diagnosis).distinct().toList();
    }

    private List<Incident> incidents() throws InterruptedException {
        for (Map.Entry<String, Integer> instance :
                platform.cluster().managementPorts().entrySet()) {
            if (instance.getKey().startsWith("storage-service")) {
                Optional<JsonNode> answer = ask(instance.getValue());
                if (answer.isPresent()) {
                    return parse(answer.get());
                }
            }
        }
        return List.of();
    }

    private Optional<JsonNode> ask(int port) throws InterruptedException {
        try {
            Path secrets = platform.cluster().directory().resolve("secrets");
            HttpRequest question =
                    HttpRequest.newBuilder(
                                    URI.create(
                                            "http://127.0.0.1:%d/v1/incidents?since=%s"
                                                    .formatted(port, start)))
                            .header(
                                    "Authorization",
                                    "Bearer " + Secrets.operatorToken(secrets, "storage-service"))
                            .timeout(LIMIT)
                            .build();
            HttpResponse<String> answer = HTTP.send(question, BodyHandlers.ofString());
            return answer.statusCode() == 200
                    ? Optional.of(JSON.readTree(answer.body()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private List<Incident> parse(JsonNode incidents) {
        List<Incident> parsed = new ArrayList<>();
        for (JsonNode incident : incidents) {
            Instant detected = Instant.parse(incident.path("times").path("detected").asString());
            boolean isOpen = incident.path("times").path("repaired").isNull();
            if (isOpen || !detected.isBefore(start)) {
                parsed.add(
                        new Incident(
                                incident.path("component").path("group").asString(),
                                incident.path("kind").asString(),
                                detected));
            }
        }
        return parsed;
    }
}
