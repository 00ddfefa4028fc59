package io.rookery.launcher.command;

import io.rookery.launcher.control.ControlClient;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Kills, freezes or thaws one process of the running platform. */
@Command
final class SignalCommand extends PlatformCommand {

    private final Action action;

    @Parameters(
            paramLabel = "NAME",
            description = "A process, such as feed-service-0; status lists them.")
    private String process = "";

    SignalCommand(Terminal terminal, Action action) {
        super(terminal);
        this.action = action;
    }

    @Override
    public Integer call() throws IOException {
        try (var control = ControlClient.connect(directory())) {
            control.act(process, action.word);
            output().printf("%s is %s.%n", process, action.done);
        }
        return DONE;
    }

    /** What is done to the process. */
    enum Action {
        KILL("kill", "killed", "Kill a process (SIGKILL)."),
        FREEZE("freeze", "frozen", "Stop a process until it is thawed (SIGSTOP)."),
        THAW("thaw", "thawed", "Resume a frozen process (SIGCONT).");

        private final String word;
        private final String done;
        private final String description;

        Action(String word, String done, String description) {
            this.word = word;
            this.done = done;
            this.description = description;
        }

        String word() {
            return word;
        }

        String description() {
            return description;
        }
    }
}
