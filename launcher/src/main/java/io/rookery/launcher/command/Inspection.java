package io.rookery.launcher.command;

import io.rookery.launcher.cluster.ClusterException;
import io.rookery.launcher.control.ControlClient;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The commands that look at the running platform, or touch one process of it. */
final class Inspection {

    private static final int LOG_DEPTH = 5;

    private Inspection() {}

    static void status(Command.Status status, PrintStream output) throws IOException {
        try (var control = ControlClient.connect(status.directory())) {
            output.print(ProcessTable.of(control.processes()));
            output.println(control.gateway());
        }
    }

    static void act(Command.Act act, PrintStream output) throws IOException {
        try (var control = ControlClient.connect(act.directory())) {
            control.act(act.process(), act.action());
            var done =
                    switch (act.action()) {
                        case "kill" -> "killed";
                        case "freeze" -> "frozen";
                        default -> "thawed";
                    };
            output.printf("%s is %s.%n", act.process(), done);
        }
    }

    static void logs(Command.Logs logs, PrintStream output)
            throws IOException, InterruptedException {
        LogTail.print(
                find(logs.directory(), logs.process())
                        .orElseThrow(() ->
                                new ClusterException(
                                        "There is no log of a process \"%s\" in %s."
                                                .formatted(logs.process(), logs.directory()))),
                logs.follow(),
                output);
    }

    /** Services and the launcher log in one place, each engine beside its data. */
    private static Optional<Path> find(Path directory, String process) throws IOException {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        var own = process + ".log";
        var postgres = Path.of(process, "postgres.log");
        try (var files =
                Files.find(
                        directory,
                        LOG_DEPTH,
                        (file, _) -> file.endsWith(own) || file.endsWith(postgres))) {
            return files.findFirst();
        }
    }
}
