package io.rookery.launcher.command;

import io.rookery.launcher.cluster.ClusterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the log of one process, whether or not the platform is running. */
@Command(name = "logs", description = "Show the end of the log of a process.")
final class LogsCommand extends PlatformCommand {

    private static final int LOG_DEPTH = 5;

    @Parameters(
            paramLabel = "NAME",
            description = "A process, such as feed-service-0; status lists them.")
    private String process = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Follow the log, until Ctrl-C.")
    private boolean follow;

    LogsCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path log =
                find().orElseThrow(() ->
                        new ClusterException(
                                "There is no log of a process \"%s\" in %s."
                                        .formatted(process, directory())));
        LogTail.print(log, follow, output());
        return DONE;
    }

    /** Services and the launcher log in one place, each engine beside its data. */
    private Optional<Path> find() throws IOException {
        if (!Files.isDirectory(directory())) {
            return Optional.empty();
        }
        var own = process + ".log";
        var postgres = Path.of(process, "postgres.log");
        try (var files =
                Files.find(
                        directory(),
                        LOG_DEPTH,
                        (file, _) -> file.endsWith(own) || file.endsWith(postgres))) {
            return files.findFirst();
        }
    }
}
