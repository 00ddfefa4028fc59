package io.rookery.launcher.command;

import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** Prints a script by which a shell completes the commands and their options. */
@Command(
        name = "completion",
        description = {
            "Print a completion script for bash and zsh.",
            "%n  source <(./rookery completion)%n"
        })
final class CompletionCommand extends PlatformCommand {

    /** What the script {@code rookery} does without this program. */
    private static final List<String> OF_THE_SCRIPT =
            List.of(
                    "check",
                    "demo",
                    "figures",
                    "fuzz",
                    "help",
                    "mutants",
                    "overload",
                    "prove",
                    "secrets",
                    "test");

    CompletionCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        var commands = Rookery.commands(terminal());
        for (var name : OF_THE_SCRIPT) {
            commands.addSubcommand(name, CommandSpec.create());
        }
        output().println(AutoComplete.bash("rookery", commands));
        return DONE;
    }
}
