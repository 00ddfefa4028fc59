package io.rookery.launcher.service;

import io.rookery.launcher.process.ProcessSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One instance of a service.
 *
 * @param name such as "feed-service-0"
 * @param service the module that it is an instance of, such as "feed-service"
 * @param port where it serves
 * @param managementPort where its health is asked for, often the same
 * @param heapMegabytes the largest heap that it may take
 * @param properties its configuration, none of it secret: everybody on the machine can read it
 * @param directory its working directory, its own
 * @param log where its output goes
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

    /** What an instance may know of the shell that the launcher was started from. */
    private static final List<String> ENVIRONMENT = List.of("PATH", "HOME", "LANG", "TMPDIR", "TZ");

    public ServiceSpec {
        properties = Map.copyOf(properties);
    }

    ProcessSpec process(ServiceProgram program) {
        return ProcessSpec.of(name, directory, log, command(program.cacheOptions(), program))
                .withPrefix(cleanEnvironment());
    }

    /** An instance, with no claim on the processors, that ends before it would begin to serve. */
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
                        // Half the processor time of a start, and less per request for the first
                        // minutes: a laptop has few processors for many JVMs. A method is compiled
                        // after ten calls, not after two hundred, which few requests would make.
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

    /** Spring reads its configuration from the environment, too; this keeps strangers out of it. */
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
