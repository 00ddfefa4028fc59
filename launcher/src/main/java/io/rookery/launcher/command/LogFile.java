package io.rookery.launcher.command;

import io.rookery.launcher.cluster.StateDirectory;
import java.io.IOException;
import java.nio.file.Path;

/** Where the launcher's own log goes: {@code up} keeps one, the other commands keep none. */
final class LogFile {

    private static final String LOGBACK_CONFIGURATION = "logback.configurationFile";
    private static final String FILE = "rookery.log.file";

    private LogFile() {}

    /** The command keeps a log. Must be called before anything is logged. */
    static void keep(Path directory) throws IOException {
        if (System.getProperty(LOGBACK_CONFIGURATION) == null) {
            StateDirectory.prepare(directory);
            var file = StateDirectory.logs(directory).resolve("launcher.log");
            System.setProperty(FILE, file.toString());
            System.setProperty(LOGBACK_CONFIGURATION, "rookery-up-logback.xml");
        }
    }

    /** The command says what is wrong itself. Must be called before anything is logged. */
    static void none() {
        if (System.getProperty(LOGBACK_CONFIGURATION) == null) {
            System.setProperty(LOGBACK_CONFIGURATION, "rookery-quiet-logback.xml");
        }
    }
}
