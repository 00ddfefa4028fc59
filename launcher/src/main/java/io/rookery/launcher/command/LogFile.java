package io.rookery.launcher.command;

import io.rookery.launcher.cluster.StateDirectory;
import java.io.IOException;

/** Where the launcher's own log goes: {@code up} keeps one, the other commands only complain. */
final class LogFile {

    private static final String LOGBACK_CONFIGURATION = "logback.configurationFile";
    private static final String FILE = "rookery.log.file";

    private LogFile() {}

    /** Must be called before anything is logged. */
    static void choose(Command command) throws IOException {
        if (System.getProperty(LOGBACK_CONFIGURATION) != null) {
            return;
        }
        switch (command) {
            case Command.Up up -> {
                StateDirectory.prepare(up.directory());
                var file = StateDirectory.logs(up.directory()).resolve("launcher.log");
                System.setProperty(FILE, file.toString());
                System.setProperty(LOGBACK_CONFIGURATION, "rookery-up-logback.xml");
            }
            case Command.Down _,
                    Command.Status _,
                    Command.Incidents _,
                    Command.Act _,
                    Command.Logs _,
                    Command.Reset _ ->
                    System.setProperty(LOGBACK_CONFIGURATION, "rookery-quiet-logback.xml");
        }
    }
}
