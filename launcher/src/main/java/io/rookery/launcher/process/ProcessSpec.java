package io.rookery.launcher.process;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How to start a process.
 *
 * @param name the name for logs and files, unique in the log's directory
 * @param prefix precedes the command, for example {@code unshare -U}; it must end in an exec of the
 *     command
 * @param command the executable and its arguments
 * @param directory the working directory, used by this process alone
 * @param log the file that receives standard output and standard error
 * @param environment variables added to those of the launcher
 * @param deathSignal the signal that the process receives when the launcher dies (Linux only)
 */
public record ProcessSpec(
        String name,
        List<String> prefix,
        List<String> command,
        Path directory,
        Path log,
        Map<String, String> environment,
        Signal deathSignal) {

    public ProcessSpec {
        prefix = List.copyOf(prefix);
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** A process without prefix and additional environment that is killed with the launcher. */
    public static ProcessSpec of(String name, Path directory, Path log, List<String> command) {
        return new ProcessSpec(name, List.of(), command, directory, log, Map.of(), Signal.KILL);
    }

    /** The same with another prefix. */
    public ProcessSpec withPrefix(List<String> newPrefix) {
        return new ProcessSpec(name, newPrefix, command, directory, log, environment, deathSignal);
    }

    /** The same with these variables added. */
    public ProcessSpec withEnvironment(Map<String, String> variables) {
        var all = new HashMap<>(environment);
        all.putAll(variables);
        return new ProcessSpec(name, prefix, command, directory, log, all, deathSignal);
    }

    /** The same with another signal on the launcher's death. */
    public ProcessSpec withDeathSignal(Signal signal) {
        return new ProcessSpec(name, prefix, command, directory, log, environment, signal);
    }

    Path pidFile() {
        return log.resolveSibling(name + ".pid");
    }
}
