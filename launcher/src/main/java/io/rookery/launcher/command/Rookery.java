package io.rookery.launcher.command;

import io.rookery.launcher.cluster.ClusterException;
import io.rookery.launcher.cluster.ClusterSettings;
import io.rookery.launcher.process.LaunchException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * What the script {@code rookery} starts. Ends with status 0 if all went well, 2 if the command
 * line made no sense, and 1 if anything else was wrong, which it then says in one sentence.
 */
public final class Rookery {

    private static final int WRONG_USAGE = 2;
    private static final int FAILURE = 1;

    private Rookery() {}

    public static void main(String... arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    static int run(List<String> arguments, PrintStream output, PrintStream errors) {
        try {
            var command = CommandLine.parse(arguments, ClusterSettings.repository());
            LogFile.choose(command);
            switch (command) {
                case Command.Up up -> new UpCommand(up, output).run();
                case Command.Down down -> new DownCommand(down, output).run();
                case Command.Status status -> Inspection.status(status, output);
                case Command.Incidents incidents -> new IncidentsCommand(incidents, output).run();
                case Command.Act act -> Inspection.act(act, output);
                case Command.Logs logs -> Inspection.logs(logs, output);
                case Command.Reset reset -> new ResetCommand(reset, System.in, output).run();
            }
            return 0;
        } catch (UsageException e) {
            errors.println("rookery: " + e.getMessage() + " ./rookery help lists what there is.");
            return WRONG_USAGE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILURE;
        } catch (ClusterException e) {
            errors.println("rookery: " + sentence(e));
            return FAILURE;
        } catch (LaunchException | IOException e) {
            LoggerFactory.getLogger(Rookery.class).error("The command failed.", e);
            errors.println("rookery: " + sentence(e));
            return FAILURE;
        }
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
                sentence.append(sentence.isEmpty() ? "" : ": ").append(withoutStop(message));
            }
            if (cause instanceof ClusterException) {
                break;
            }
        }
        return sentence.append('.').toString();
    }

    private static String withoutStop(String message) {
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }
}
