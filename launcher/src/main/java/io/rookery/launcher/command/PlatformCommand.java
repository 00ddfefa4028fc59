package io.rookery.launcher.command;

import io.rookery.launcher.cluster.ClusterSettings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** A command about the platform of one directory. Its result is the exit status. */
abstract class PlatformCommand implements Callable<Integer> {

    static final int DONE = 0;
    static final int FAILED = 1;

    private final Terminal terminal;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            defaultValue = ".rookery",
            description =
                    "Where the platform keeps its data, secrets and logs; relative to the"
                            + " repository (${DEFAULT-VALUE}).")
    private Path directory = Path.of(".rookery");

    PlatformCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Where the platform keeps its data, secrets and logs; absolute. */
    Path directory() {
        return ClusterSettings.repository().resolve(directory).toAbsolutePath().normalize();
    }

    Terminal terminal() {
        return terminal;
    }

    PrintStream output() {
        return terminal.output();
    }
}
