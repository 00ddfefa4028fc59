package io.rookery.launcher.command;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the recent incidents that storage-service has recorded. */
@Command(
        name = "incidents",
        description = "Show recent incidents, and how the platform handled them.")
final class IncidentsCommand extends PlatformCommand {

    @Option(names = "--json", description = "Print JSON, as GET /v1/incidents returns it.")
    private boolean json;

    IncidentsCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var incidents = new StorageService(directory()).get("/v1/incidents");
        if (json) {
            output().println(incidents);
        } else {
            output().print(IncidentTable.of(incidents));
        }
        return DONE;
    }
}
