package io.rookery.launcher.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes a command end with the launcher, and isolates it from the terminal, where the operating
 * system supports that.
 */
final class ParentDeathSignal {
    private static final boolean OWN_SESSION = succeeds("setsid", "true");
    private static final boolean PARENT_DEATH_SIGNAL =
            succeeds("setpriv", "--pdeathsig", "KILL", "--", "true");

    private ParentDeathSignal() {}

    /**
     * The command line that starts the process. A session of its own protects it from a terminal's
     * Ctrl-C, which is meant for the launcher. The death signal comes after the prefix, because a
     * change of user or namespace would clear it. Files that the process writes are readable only
     * by its user, and it leaves no core dump when it crashes.
     */
    static List<String> commandLine(ProcessSpec spec) {
        var line = new ArrayList<>(spec.prefix());
        if (OWN_SESSION) {
            line.add("setsid");
        }
        if (PARENT_DEATH_SIGNAL) {
            line.addAll(List.of("setpriv", "--pdeathsig", spec.deathSignal().name(), "--"));
        }
        line.addAll(List.of("sh", "-c", "umask 077; ulimit -c 0; exec \"$@\"", "sh"));
        line.addAll(spec.command());
        return line;
    }

    private static boolean succeeds(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
