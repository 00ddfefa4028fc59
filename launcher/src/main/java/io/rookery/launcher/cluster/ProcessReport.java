package io.rookery.launcher.cluster;

import io.rookery.launcher.process.ManagedProcess;
import io.rookery.launcher.service.ServiceProcess;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The state of one process at one moment.
 *
 * @param name such as "feed-service-0"
 * @param role its current role, such as "primary of shard-0"
 * @param pid its process id, null when it is not running
 * @param port the port that it listens on
 * @param state its state, or the condition of a service
 * @param memory bytes, including its children's: proportional set size (PSS) on Linux, resident set
 *     size (RSS) elsewhere; null when unknown
 */
public record ProcessReport(
        String name,
        String role,
        @Nullable Long pid,
        int port,
        String state,
        @Nullable Long memory) {

    static ProcessReport of(ManagedProcess process) {
        var pid = process.pid();
        var isGone = pid < 0;
        return new ProcessReport(
                process.name(),
                process.role(),
                isGone ? null : pid,
                process.port(),
                process instanceof ServiceProcess service
                        ? service.condition()
                        : process.state().name().toLowerCase(Locale.ROOT),
                isGone ? null : memoryOf(pid));
    }

    /** The process of this JVM. */
    static ProcessReport ofLauncher(int port) {
        var pid = ProcessHandle.current().pid();
        return new ProcessReport("launcher", "supervisor", pid, port, "running", ownMemory());
    }

    private static @Nullable Long memoryOf(long pid) {
        var bytes = ProcessHandle.of(pid).map(ProcessMemory::ofTree).orElse(OptionalLong.empty());
        return bytes.isPresent() ? bytes.getAsLong() : null;
    }

    private static @Nullable Long ownMemory() {
        var bytes = ProcessMemory.of(ProcessHandle.current());
        return bytes.isPresent() ? bytes.getAsLong() : null;
    }
}
