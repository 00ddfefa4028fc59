package io.rookery.launcher.command;

import io.rookery.launcher.cluster.StateDirectory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;

/**
 * Deletes all data of a platform that is not running, once somebody has said that this is meant.
 *
 * @param command what was asked for
 * @param input where the answer is read
 * @param output where the question is put
 */
record ResetCommand(Command.Reset command, InputStream input, PrintStream output) {

    void run() throws IOException {
        if (!Files.exists(command.directory())) {
            output.println("There is nothing in " + command.directory() + ".");
            return;
        }
        try (var state = StateDirectory.hold(command.directory())) {
            if (command.confirmed() || isConfirmed()) {
                state.erase();
                output.println("All data in " + command.directory() + " are deleted.");
            } else {
                output.println("Nothing was deleted.");
            }
        }
    }

    private boolean isConfirmed() throws IOException {
        output.print(
                "Delete all accounts, statuses and keys in " + command.directory() + "? [y/N] ");
        output.flush();
        var answer =
                new BufferedReader(new InputStreamReader(input, Charset.defaultCharset()))
                        .readLine();
        return answer != null && (answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes"));
    }
}
