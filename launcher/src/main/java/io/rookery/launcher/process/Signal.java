package io.rookery.launcher.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The signals that the launcher sends, by their POSIX names. */
public enum Signal {
    INT,
    TERM,
    KILL,
    STOP,
    CONT;

    /**
     * Sends the signal to each process. A process that no longer exists is skipped.
     *
     * @throws LaunchException when no shell can be run to send it
     */
    void sendTo(List<Long> pids) {
        if (pids.isEmpty()) {
            return;
        }
        // The shell's built-in kill, because slim images lack the command of that name.
        var command = new ArrayList<>(List.of("/bin/sh", "-c", "kill -s \"$@\"", "kill", name()));
        pids.forEach(pid -> command.add(Long.toString(pid)));
        try {
            new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new LaunchException("SIG" + name() + " cannot be sent to " + pids, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
