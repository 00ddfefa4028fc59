package io.rookery.launcher.command;

import io.rookery.launcher.cluster.ClusterSettings;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Understands the command line. */
final class CommandLine {

    private static final Set<String> WITH_VALUE = Set.of("--port", "--listen", "--directory");
    private static final Set<String> FLAGS = Set.of("--yes", "-f");

    private final Map<String, String> options = new HashMap<>();
    private final List<String> words = new ArrayList<>();
    private final Path home;

    private CommandLine(List<String> arguments, Path home) {
        this.home = home;
        Deque<String> rest = new ArrayDeque<>(arguments);
        while (!rest.isEmpty()) {
            var argument = rest.removeFirst();
            var equals = argument.indexOf('=');
            var name = equals > 0 ? argument.substring(0, equals) : argument;
            if (WITH_VALUE.contains(name)) {
                options.put(name, equals > 0 ? argument.substring(equals + 1) : value(name, rest));
            } else if (FLAGS.contains(argument)) {
                options.put(argument, "");
            } else if (argument.startsWith("-")) {
                throw new UsageException("There is no option \"" + argument + "\".");
            } else {
                words.add(argument);
            }
        }
    }

    /**
     * Reads a command with its options.
     *
     * @param home root of the repository
     * @throws UsageException if it is not one
     */
    static Command parse(List<String> arguments, Path home) {
        return new CommandLine(arguments, home).command();
    }

    private static String value(String option, Deque<String> rest) {
        if (rest.isEmpty()) {
            throw new UsageException("The option " + option + " needs a value.");
        }
        return rest.removeFirst();
    }

    private Command command() {
        var name = words.isEmpty() ? "" : words.getFirst();
        var command =
                switch (name) {
                    case "up" ->
                            new Command.Up(
                                    directory(),
                                    port(),
                                    take("--listen", ClusterSettings.DEFAULT_ADDRESS));
                    case "down" -> new Command.Down(directory());
                    case "status" -> new Command.Status(directory());
                    case "incidents" -> new Command.Incidents(directory());
                    case "kill", "freeze", "thaw" ->
                            new Command.Act(directory(), name, process(name));
                    case "logs" -> new Command.Logs(directory(), process(name), flag("-f"));
                    case "reset" -> new Command.Reset(directory(), flag("--yes"));
                    default -> throw new UsageException("There is no command \"" + name + "\".");
                };
        for (var option : options.keySet()) {
            throw new UsageException("The command " + name + " has no option " + option + ".");
        }
        var expected = command instanceof Command.Act || command instanceof Command.Logs ? 2 : 1;
        if (words.size() > expected) {
            throw new UsageException(
                    "The command %s does not know what to do with \"%s\"."
                            .formatted(name, words.get(expected)));
        }
        return command;
    }

    private Path directory() {
        return home.resolve(take("--directory", ".rookery")).toAbsolutePath().normalize();
    }

    private int port() {
        var text = take("--port", Integer.toString(ClusterSettings.DEFAULT_PORT));
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new UsageException("The port must be a number, not \"" + text + "\".");
        }
    }

    private String process(String command) {
        if (words.size() < 2) {
            throw new UsageException(
                    "The command "
                            + command
                            + " needs the name of a process; ./rookery status lists them.");
        }
        return words.get(1);
    }

    private boolean flag(String option) {
        return options.remove(option) != null;
    }

    private String take(String option, String otherwise) {
        var value = options.remove(option);
        return value == null ? otherwise : value;
    }
}
