package io.rookery.launcher.control;

import io.rookery.launcher.cluster.ClusterException;
import io.rookery.launcher.cluster.ProcessReport;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Sends commands to the launcher of a running cluster. */
public final class ControlClient implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);

    /** Longer than a shard and all instances of a service may take to start. */
    private static final Duration CHANGE_LIMIT = Duration.ofMinutes(20);

    private static final TypeReference<List<ProcessReport>> REPORT = new TypeReference<>() {};

    private final ControlFile control;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER_LIMIT).build();

    private ControlClient(ControlFile control) {
        this.control = control;
    }

    /**
     * Finds the launcher that runs the cluster in the directory.
     *
     * @throws ClusterException if no launcher runs it
     */
    public static ControlClient connect(Path directory) throws IOException {
        return ControlFile.read(directory)
                .filter(ControlFile::isLive)
                .map(ControlClient::new)
                .orElseThrow(() ->
                        new ClusterException(
                                "Nothing is running; ./rookery up starts the platform."));
    }

    /** The launcher's process id. */
    public long pid() {
        return control.pid();
    }

    /** The platform's address. */
    public URI gateway() {
        return URI.create(control.gateway());
    }

    /** All processes of the cluster. */
    public List<ProcessReport> processes() throws IOException {
        return JSON.readValue(call("GET", "/processes", ANSWER_LIMIT), REPORT);
    }

    /**
     * Kills, freezes, thaws or restarts a process. Returns before a restarted one is ready.
     *
     * @param action "kill", "freeze", "thaw" or "restart"
     * @throws ClusterException if there is no such process, or it is not running
     */
    public void act(String name, String action) throws IOException {
        call("POST", "/processes/" + name + "/" + action, ANSWER_LIMIT);
    }

    /** Starts another shard, and returns its name once storage-service knows it. */
    public String addShard() throws IOException {
        return JSON.readValue(call("POST", "/shards", CHANGE_LIMIT), String.class);
    }

    /**
     * Removes a shard in two steps.
     *
     * @param action "withdraw": storage-service no longer knows it; "stop": it ends, and its data
     *     stay on disk
     * @throws ClusterException if there is no such shard
     */
    public void removeShard(String name, String action) throws IOException {
        call("POST", "/shards/" + name + "/" + action, CHANGE_LIMIT);
    }

    /** Asks the launcher to stop everything. Returns before it has stopped. */
    public void stop() throws IOException {
        call("POST", "/stop", ANSWER_LIMIT);
    }

    @Override
    public void close() {
        http.close();
    }

    private String call(String method, String path, Duration limit) throws IOException {
        var request =
                HttpRequest.newBuilder(address(path))
                        .header("Authorization", "Bearer " + control.token())
                        .timeout(limit)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build();
        try {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new ClusterException(JSON.readValue(answer.body(), Refusal.class).error());
            }
            return answer.body();
        } catch (IOException e) {
            throw new ClusterException(
                    "The launcher (process %d) does not answer; kill it and start again."
                            .formatted(control.pid()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private URI address(String path) throws IOException {
        try {
            return new URI("http", null, "127.0.0.1", control.port(), path, null, null);
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }
}
