package io.rookery.launcher.command;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Runs a command that has a help option, and whose errors of usage are one line each: what is
 * wrong, and how to get help. Such an error has the exit status 2.
 */
public final class UsageErrors {

    private static final int WRONG_USAGE = 2;

    private UsageErrors() {}

    /**
     * Makes a command line report usage errors in one line each.
     *
     * @param errors receives the line
     */
    public static CommandLine inOneLine(CommandLine line, Consumer<String> errors) {
        return line.setParameterExceptionHandler((e, _) -> {
            errors.accept(
                    "rookery: %s. ./rookery %s --help shows the options."
                            .formatted(
                                    withoutStop(String.valueOf(e.getMessage())),
                                    e.getCommandLine().getCommandName()));
            return WRONG_USAGE;
        });
    }

    /** Adds the option that shows a command's help. */
    static CommandLine withHelp(CommandLine line) {
        line.getCommandSpec()
                .addOption(
                        OptionSpec.builder("-h", "--help")
                                .usageHelp(true)
                                .type(boolean.class)
                                .description("Show this help.")
                                .build());
        return line;
    }

    /** Runs a command of this process and returns its exit status. Other failures are thrown. */
    public static int run(Object command, PrintStream out, String... arguments) {
        CommandLine line = withHelp(new CommandLine(command));
        line.setOut(new PrintWriter(out, true, Charset.defaultCharset()));
        line.setExecutionExceptionHandler((failure, _, _) -> {
            throw failure;
        });
        return inOneLine(line, out::println).execute(arguments);
    }

    /** The sentence without its full stop. */
    public static String withoutStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
