package io.rookery.launcher.command;

import io.rookery.launcher.cluster.StateDirectory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Deletes all data of a platform that is not running, once somebody has said that this is meant.
 */
@Command(name = "reset", description = "Delete all data of a stopped platform.")
final class ResetCommand extends PlatformCommand {

    @Option(names = "--yes", description = "Do not ask for confirmation.")
    private boolean confirmed;

    ResetCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.exists(directory())) {
            output().println("There is nothing in " + directory() + ".");
            return DONE;
        }
        try (var state = StateDirectory.hold(directory())) {
            if (confirmed || isConfirmed()) {
                state.erase();
                output().println("All data in " + directory() + " are deleted.");
            } else {
                output().println("Nothing was deleted.");
            }
        }
        return DONE;
    }

    private boolean isConfirmed() throws IOException {
        output().print("Delete all accounts, statuses and keys in " + directory() + "? [y/N] ");
        output().flush();
        var answer =
                new BufferedReader(
                                new InputStreamReader(terminal().input(), Charset.defaultCharset()))
                        .readLine();
        return answer != null && (answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes"));
    }
}
