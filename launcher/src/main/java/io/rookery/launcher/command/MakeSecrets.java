package io.rookery.launcher.command;

import io.rookery.launcher.secret.Renewal;
import io.rookery.launcher.secret.RenewalException;
import io.rookery.launcher.secret.Secrets;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Creates the secrets of a deployment in a directory, or performs one step of the rotation of a
 * secret. All other secrets stay as they are. Exits with 2 if the command line makes no sense, and
 * with 1 if anything else is wrong.
 */
@Command(
        name = "secrets",
        description =
                "Create the secrets of a deployment, one directory for each service and engine;"
                        + " existing secrets are kept.")
public final class MakeSecrets implements Callable<Integer> {

    private static final int DONE = 0;
    private static final int FAILED = 1;

    @Parameters(paramLabel = "DIRECTORY", description = "Where the secrets are.")
    private Path directory = Path.of("");

    @ArgGroup private @Nullable Step step;

    private final PrintWriter output;

    private MakeSecrets(PrintWriter output) {
        this.output = output;
    }

    /** What to do instead of creating what is missing. */
    private static final class Step {

        @Option(
                names = "--introduce",
                paramLabel = "NAME",
                description = "First step of a rotation: create the next value of a secret.")
        private @Nullable String introduce;

        @Option(
                names = "--switch",
                paramLabel = "NAME",
                description = "Second step: clients use the next value.")
        private @Nullable String switchTo;

        @Option(
                names = "--forget",
                paramLabel = "NAME",
                description = "Third step: the old value is no longer accepted.")
        private @Nullable String forget;

        @Option(
                names = "--token",
                paramLabel = "SERVICE",
                description =
                        "Print a token with which the operator may call a service for a minute.")
        private @Nullable String token;
    }

    public static void main(String... arguments) {
        System.exit(
                run(
                        new PrintWriter(System.out, true, Charset.defaultCharset()),
                        System.err::println,
                        arguments));
    }

    static int run(PrintWriter output, Consumer<String> errors, String... arguments) {
        return UsageErrors.inOneLine(
                        UsageErrors.withHelp(new CommandLine(new MakeSecrets(output))), errors)
                .setOut(output)
                .setExecutionExceptionHandler((e, _, _) -> {
                    if (!(e instanceof RenewalException) && !(e instanceof IOException)) {
                        throw e;
                    }
                    errors.accept("rookery: " + UsageErrors.withoutStop(sentence(e)) + ".");
                    return FAILED;
                })
                .execute(arguments);
    }

    @Override
    public Integer call() throws IOException {
        Step wanted = step;
        if (wanted == null) {
            Secrets.open(directory);
        } else if (wanted.introduce != null) {
            Renewal.INTRODUCE.apply(directory, wanted.introduce);
        } else if (wanted.switchTo != null) {
            Renewal.SWITCH.apply(directory, wanted.switchTo);
        } else if (wanted.forget != null) {
            Renewal.FORGET.apply(directory, wanted.forget);
        } else if (wanted.token != null) {
            output.println(Secrets.operatorToken(directory, wanted.token));
        }
        return DONE;
    }

    private static String sentence(Exception failure) {
        return failure instanceof NoSuchFileException missing
                ? missing.getFile() + " does not exist"
                : String.valueOf(failure.getMessage());
    }
}
