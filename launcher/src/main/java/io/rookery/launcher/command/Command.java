package io.rookery.launcher.command;

import java.nio.file.Path;

/** What somebody asked for on the command line; each names the directory that it is about. */
sealed interface Command {

    /** Where the platform keeps its data, secrets and logs. */
    Path directory();

    /**
     * Start everything and stay.
     *
     * @param port port of the gateway
     * @param listen address that the gateway listens on
     */
    record Up(Path directory, int port, String listen) implements Command {}

    /** Stop what is running. */
    record Down(Path directory) implements Command {}

    /** Show what is running. */
    record Status(Path directory) implements Command {}

    /** Show what has gone wrong lately. */
    record Incidents(Path directory) implements Command {}

    /**
     * Do something to one process.
     *
     * @param action "kill", "freeze" or "thaw"
     * @param process such as "feed-service-0"
     */
    record Act(Path directory, String action, String process) implements Command {}

    /**
     * Show the log of one process.
     *
     * @param process such as "feed-service-0"
     * @param follow whether to go on showing what is added
     */
    record Logs(Path directory, String process, boolean follow) implements Command {}

    /**
     * Delete all data.
     *
     * @param confirmed whether not to ask
     */
    record Reset(Path directory, boolean confirmed) implements Command {}
}
