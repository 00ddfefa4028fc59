package io.rookery.launcher.command;

import io.rookery.launcher.cluster.ClusterException;
import io.rookery.launcher.cluster.ProcessReport;
import io.rookery.launcher.control.ControlClient;
import io.rookery.launcher.secret.Secrets;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Asks storage-service of the running platform, as its operator. */
final class StorageService {

    static final String NAME = "storage-service";

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final int REFUSED = 400;
    private static final int SERVER_ERROR = 500;

    private final Path directory;

    /**
     * @param directory of the platform
     */
    StorageService(Path directory) {
        this.directory = directory;
    }

    /**
     * Gets a path from the first instance that answers.
     *
     * @param path such as {@code /v1/incidents}
     * @throws ClusterException if none answers, or nothing is running
     */
    JsonNode get(String path) throws IOException, InterruptedException {
        return send("GET", path);
    }

    /**
     * Sends a request that may be repeated, without a body, to the first instance that answers.
     *
     * @param path such as {@code /v1/moves/pause}
     * @throws ClusterException if it is refused, none answers, or nothing is running
     */
    JsonNode post(String path) throws IOException, InterruptedException {
        return send("POST", path);
    }

    private JsonNode send(String method, String path) throws IOException, InterruptedException {
        List<Integer> ports = ports();
        var token = Secrets.operatorToken(directory.resolve("secrets"), NAME);
        try (var http = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
            for (int port : ports) {
                var request =
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .header("Authorization", "Bearer " + token)
                                .timeout(LIMIT)
                                .method(method, BodyPublishers.noBody())
                                .build();
                try {
                    var response = http.send(request, BodyHandlers.ofString());
                    if (response.statusCode() < SERVER_ERROR) {
                        return answer(response);
                    }
                } catch (IOException _) {
                    // The next instance may answer.
                }
            }
        }
        throw new ClusterException("No instance of " + NAME + " answers.");
    }

    private static JsonNode answer(HttpResponse<String> response) {
        var body = response.body();
        var json =
                body.isEmpty()
                        ? JsonNodeFactory.instance.missingNode()
                        : JsonMapper.shared().readTree(body);
        if (response.statusCode() >= REFUSED) {
            throw new ClusterException(
                    UsageErrors.withoutStop(json.path("error").asString("It was refused")) + ".");
        }
        return json;
    }

    private List<Integer> ports() throws IOException {
        try (var control = ControlClient.connect(directory)) {
            return control.processes().stream()
                    .filter(process -> process.name().startsWith(NAME))
                    .map(ProcessReport::port)
                    .toList();
        }
    }
}
