package io.rookery.launcher.command;

import io.rookery.launcher.cluster.ClusterException;
import io.rookery.launcher.process.LaunchException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What the script {@code rookery} starts. Ends with status 0 if all went well, 2 if the command
 * line made no sense, and 1 if anything else was wrong, which it then says in one sentence.
 */
@Command(
        name = "rookery",
        description = "Starts and inspects a platform on this machine, and injects faults.",
        synopsisSubcommandLabel = "COMMAND")
public final class Rookery {

    private static final int WRONG_USAGE = 2;
    private static final int FAILURE = 1;

    private Rookery() {}

    public static void main(String... arguments) {
        System.exit(run(List.of(arguments), Terminal.ofProcess(), System.err));
    }

    static int run(List<String> arguments, Terminal terminal, PrintStream errors) {
        var line =
                commands(terminal)
                        .setOut(new PrintWriter(terminal.output(), true, Charset.defaultCharset()))
                        .setExecutionStrategy(Rookery::execute)
                        .setParameterExceptionHandler((e, _) -> {
                            errors.println("rookery: " + complaint(e));
                            return WRONG_USAGE;
                        })
                        .setExecutionExceptionHandler((failure, _, _) -> failure(failure, errors));
        return line.execute(arguments.toArray(String[]::new));
    }

    /** All commands, each with its help. */
    static CommandLine commands(Terminal terminal) {
        var line =
                new CommandLine(new Rookery())
                        .addSubcommand(new UpCommand(terminal))
                        .addSubcommand(new DownCommand(terminal))
                        .addSubcommand(new StatusCommand(terminal))
                        .addSubcommand(new IncidentsCommand(terminal))
                        .addSubcommand(new LogsCommand(terminal))
                        .addSubcommand(new RestartCommand(terminal))
                        .addSubcommand(new ResetCommand(terminal))
                        .addSubcommand(new DoctorCommand(terminal))
                        .addSubcommand(new SignUpCommand(terminal))
                        .addSubcommand(new ShardCommand(terminal))
                        .addSubcommand(new AdminCommand(terminal))
                        .addSubcommand(new CompletionCommand(terminal));
        for (var action : SignalCommand.Action.values()) {
            var command = new CommandLine(new SignalCommand(terminal, action));
            command.getCommandSpec().usageMessage().description(action.description());
            line.addSubcommand(action.word(), command);
        }
        line.getSubcommands().values().forEach(UsageErrors::withHelp);
        return line;
    }

    private static int execute(ParseResult parsed) {
        var line = parsed.commandSpec().commandLine();
        if (!parsed.hasSubcommand()) {
            throw new ParameterException(line, "A command is missing");
        }
        if (parsed.subcommand().commandSpec().userObject() instanceof UpCommand up) {
            if (!parsed.subcommand().isUsageHelpRequested()) {
                keepLog(up, line);
            }
        } else {
            LogFile.none();
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private static void keepLog(UpCommand up, CommandLine line) {
        try {
            LogFile.keep(up.directory());
        } catch (IOException e) {
            throw new CommandLine.ExecutionException(line, sentence(e), e);
        }
    }

    private static int failure(Exception failure, PrintStream errors) {
        switch (failure) {
            case InterruptedException _ -> Thread.currentThread().interrupt();
            case ClusterException _ -> errors.println("rookery: " + sentence(failure));
            case LaunchException _, IOException _ -> {
                LoggerFactory.getLogger(Rookery.class).error("The command failed.", failure);
                errors.println("rookery: " + sentence(failure));
            }
            default -> throw new IllegalStateException(failure);
        }
        return FAILURE;
    }

    private static String complaint(ParameterException wrong) {
        var name = wrong.getCommandLine().getCommandName();
        var isCommand = wrong.getCommandLine().getParent() == null;
        var sentence =
                isCommand
                                && wrong instanceof UnmatchedArgumentException unmatched
                                && !unmatched.isUnknownOption()
                        ? "There is no command \"" + unmatched.getUnmatched().getFirst() + "\""
                        : UsageErrors.withoutStop(String.valueOf(wrong.getMessage()));
        return sentence
                + (isCommand
                        ? ". ./rookery help lists the commands."
                        : ". ./rookery " + name + " --help shows the options.");
    }

    /** What went wrong and why, without where in the code. */
    static String sentence(Throwable failure) {
        var sentence = new StringBuilder();
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            var message =
                    cause.getMessage() == null
                            ? cause.getClass().getSimpleName()
                            : cause.getMessage();
            if (sentence.indexOf(message) < 0) {
                sentence.append(sentence.isEmpty() ? "" : ": ")
                        .append(UsageErrors.withoutStop(message));
            }
            if (cause instanceof ClusterException) {
                break;
            }
        }
        return sentence.append('.').toString();
    }
}
