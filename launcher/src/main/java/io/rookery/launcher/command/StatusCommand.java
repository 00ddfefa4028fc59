package io.rookery.launcher.command;

import io.rookery.launcher.cluster.ProcessReport;
import io.rookery.launcher.control.ControlClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Shows the processes of the running platform. */
@Command(name = "status", description = "Show the processes: role, pid, port, state, memory.")
final class StatusCommand extends PlatformCommand {

    private static final Duration INTERVAL = Duration.ofSeconds(2);

    @Option(names = "--json", description = "Print JSON: gateway, processes.")
    private boolean json;

    @Option(
            names = {"-w", "--watch"},
            description = "Refresh every two seconds, until Ctrl-C.")
    private boolean watch;

    StatusCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        do {
            show();
            if (watch) {
                Thread.sleep(INTERVAL);
            }
        } while (watch);
        return DONE;
    }

    private void show() throws IOException {
        try (var control = ControlClient.connect(directory())) {
            var processes = control.processes();
            if (json) {
                output().println(
                                JsonMapper.shared()
                                        .writeValueAsString(
                                                new Report(
                                                        control.gateway().toString(), processes)));
                return;
            }
            if (watch) {
                terminal().clear();
            }
            output().print(new ProcessTable(terminal()).of(processes));
            output().println(control.gateway());
        }
    }

    /** The form of {@code --json}. */
    record Report(String gateway, List<ProcessReport> processes) {}
}
