package io.rookery.launcher.command;

import io.rookery.launcher.cluster.ClusterException;
import io.rookery.launcher.cluster.ProcessReport;
import io.rookery.launcher.control.ControlClient;
import io.rookery.launcher.secret.Secrets;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the control plane of the running platform what has gone wrong. */
final class IncidentsCommand {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final String SERVICE = "storage-service";
    private static final int OK = 200;

    private final Path directory;
    private final PrintStream output;

    IncidentsCommand(Command.Incidents command, PrintStream output) {
        this.directory = command.directory();
        this.output = output;
    }

    void run() throws IOException, InterruptedException {
        List<Integer> ports;
        try (var control = ControlClient.connect(directory)) {
            ports =
                    control.processes().stream()
                            .filter(process -> process.name().startsWith(SERVICE))
                            .map(ProcessReport::port)
                            .toList();
        }
        output.print(IncidentTable.of(ask(ports)));
    }

    private JsonNode ask(List<Integer> ports) throws IOException, InterruptedException {
        var token = Secrets.operatorToken(directory.resolve("secrets"), SERVICE);
        try (var http = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
            for (int port : ports) {
                var request =
                        HttpRequest.newBuilder(
                                        URI.create("http://127.0.0.1:" + port + "/v1/incidents"))
                                .header("Authorization", "Bearer " + token)
                                .timeout(LIMIT)
                                .build();
                try {
                    var answer = http.send(request, BodyHandlers.ofString());
                    if (answer.statusCode() == OK) {
                        return JsonMapper.shared().readTree(answer.body());
                    }
                } catch (IOException _) {
                    // The next instance may answer.
                }
            }
        }
        throw new ClusterException("No instance of " + SERVICE + " answers.");
    }
}
