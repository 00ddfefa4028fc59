package io.rookery.launcher.service;

import io.rookery.launcher.process.ProcessSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The definition of one instance of a service.
 *
 * @param name such as "feed-service-0"
 * @param service the module that it is an instance of, such as "feed-service"
 * @param port the port that it serves on
 * @param managementPort the port of its health checks, often the same
 * @param heapMegabytes its maximum heap size
 * @param properties its configuration; no secrets, because all users of the machine can read it
 * @param directory its own working directory
 * @param log the file that receives its output
 */
public record ServiceSpec(
        String name,
        String service,
        int port,
        int managementPort,
        int heapMegabytes,
        Map<String, String> properties,
        Path directory,
        Path log) {

    private static final int FIRST_HEAP_MEGABYTES = 32;

    /** The environment variables that an instance inherits from the launcher. */
    private static final List<String> ENVIRONMENT = List.of("PATH", "HOME", "LANG", "TMPDIR", "TZ");

    public ServiceSpec {
        properties = Map.copyOf(properties);
    }

    ProcessSpec process(ServiceProgram program) {
        return ProcessSpec.of(name, directory, log, command(program.cacheOptions(), program))
                .withPrefix(cleanEnvironment());
    }

    /**
     * A training run: an instance at the lowest CPU priority that exits before it begins to serve.
     */
    ProcessSpec rehearsal(ServiceProgram program, Path cache) {
        var options = List.of("-XX:AOTCacheOutput=" + cache, "-Dspring.context.exit=onRefresh");
        var prefix = new ArrayList<>(List.of("nice", "-n", "19"));
        prefix.addAll(cleanEnvironment());
        return ProcessSpec.of(
                        "rehearsal-of-" + service,
                        directory.resolveSibling("rehearsal-of-" + service),
                        log.resolveSibling("rehearsal-of-" + service + ".log"),
                        command(options, program))
                .withPrefix(prefix);
    }

    private List<String> command(List<String> options, ServiceProgram program) {
        var command = new ArrayList<String>();
        command.add(ServiceProgram.java().toString());
        command.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        "-Xms" + FIRST_HEAP_MEGABYTES + "m",
                        "-Xmx" + heapMegabytes + "m",
                        "-Xss512k",
                        // Halves the processor time of a start, and reduces that of a request in
                        // the first minutes: a laptop has few processors for many JVMs.
                        "-XX:TieredStopAtLevel=1",
                        "-XX:CompileThresholdScaling=0.05",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(options);
        command.addAll(List.of("-jar", program.jar().toString()));
        properties.forEach((key, value) -> command.add("--" + key + "=" + value));
        return command;
    }

    /**
     * Starts with a clean environment, because Spring also reads its configuration from environment
     * variables, and unrelated ones could change it.
     */
    private static List<String> cleanEnvironment() {
        var prefix = new ArrayList<>(List.of("/usr/bin/env", "-i"));
        for (var variable : ENVIRONMENT) {
            var value = System.getenv(variable);
            if (value != null) {
                prefix.add(variable + "=" + value);
            }
        }
        return prefix;
    }
}
