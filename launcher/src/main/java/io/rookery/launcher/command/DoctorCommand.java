package io.rookery.launcher.command;

import io.rookery.launcher.cluster.ClusterException;
import io.rookery.launcher.cluster.ClusterSettings;
import io.rookery.launcher.cluster.Machine;
import io.rookery.launcher.control.ControlClient;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks whether this machine can run the platform. */
@Command(
        name = "doctor",
        description = "Check whether this machine can run the platform; status 1 if not.")
final class DoctorCommand extends PlatformCommand {

    @Option(names = "--port", paramLabel = "PORT", description = "The port of the gateway (3000).")
    private int port = ClusterSettings.DEFAULT_PORT;

    DoctorCommand(Terminal terminal) {
        super(terminal);
    }

    private boolean isRunning() throws IOException {
        try (var _ = ControlClient.connect(directory())) {
            return true;
        } catch (ClusterException _) {
            return false;
        }
    }

    @Override
    public Integer call() throws IOException {
        int status = DONE;
        for (var finding : Machine.examine(directory(), port, isRunning())) {
            var mark =
                    switch (finding.severity()) {
                        case FINE -> terminal().coloured(Terminal.Colour.GOOD, "ok       ");
                        case OPTIONAL -> terminal().coloured(Terminal.Colour.WARNING, "optional ");
                        case MISSING -> terminal().coloured(Terminal.Colour.BAD, "missing  ");
                    };
            output().println(mark + finding.sentence());
            if (finding.severity() == Machine.Severity.MISSING) {
                status = FAILED;
            }
        }
        return status;
    }
}
