package io.rookery.launcher.cluster;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Checks whether this machine meets the requirements of a platform. */
public final class Machine {

    private static final long GIGABYTE = 1L << 30;
    private static final long MEMORY = 4 * GIGABYTE;
    private static final long DISK = 3 * GIGABYTE;
    private static final int PROCESSORS = 2;
    private static final long SECONDS_TO_ANSWER = 5;

    private Machine() {}

    /** The severity of a finding. */
    public enum Severity {
        /** The requirement is met. */
        FINE,
        /** The platform runs without it. The sentence says which feature is missing. */
        OPTIONAL,
        /** The platform cannot run, or not well. */
        MISSING
    }

    /**
     * The result of one check.
     *
     * @param sentence what was found, and what to do if that is not enough
     */
    public record Finding(Severity severity, String sentence) {}

    /**
     * Checks everything that a platform in the directory would need.
     *
     * @param port of its gateway
     * @param isRunning whether that platform runs already, and has its ports
     */
    public static List<Finding> examine(Path directory, int port, boolean isRunning)
            throws IOException {
        var findings = new ArrayList<Finding>();
        findings.add(new Finding(Severity.FINE, "The JDK is " + Runtime.version().feature() + "."));
        findings.add(system(System.getProperty("os.name"), System.getProperty("os.arch")));
        findings.add(processors(Runtime.getRuntime().availableProcessors()));
        findings.add(memory(availableMemory()));
        findings.add(disk(existing(directory)));
        findings.add(
                isRunning
                        ? new Finding(Severity.FINE, "The platform is running and uses its ports.")
                        : ports(directory, port));
        if (isLinux()) {
            findings.add(
                    tool(
                            "setpriv",
                            "engines end with the launcher, even when it is killed",
                            "--version"));
            findings.add(tool("unshare", "prove can fill and hang disks of its own", "--version"));
        }
        findings.add(
                tool("docker", "the platform can run in containers", "version", "--format", "ok"));
        return findings;
    }

    static Finding system(String name, String architecture) {
        var system = name.toLowerCase(Locale.ROOT);
        var is64Bit = List.of("amd64", "x86_64", "aarch64", "arm64").contains(architecture);
        var isKnown = system.startsWith("linux") || system.startsWith("mac");
        return isKnown && is64Bit
                ? new Finding(
                        Severity.FINE, "The system is %s on %s.".formatted(name, architecture))
                : new Finding(
                        Severity.MISSING,
                        "There are engines for Linux and macOS on x86-64 and arm64, not for %s on %s."
                                .formatted(name, architecture));
    }

    static Finding processors(int count) {
        return count >= PROCESSORS
                ? new Finding(Severity.FINE, "There are %d processors.".formatted(count))
                : new Finding(
                        Severity.MISSING,
                        "There is one processor; the platform needs %d to answer in time."
                                .formatted(PROCESSORS));
    }

    static Finding memory(long bytes) {
        return enough("of memory is free", bytes, MEMORY);
    }

    private static Finding disk(Path directory) throws IOException {
        return enough(
                "of disk is free at " + directory,
                Files.getFileStore(directory).getUsableSpace(),
                DISK);
    }

    private static Finding enough(String what, long bytes, long needed) {
        var has = String.format(Locale.ROOT, "%.1f GB %s", bytes / (double) GIGABYTE, what);
        return bytes >= needed
                ? new Finding(Severity.FINE, has + ".")
                : new Finding(
                        Severity.MISSING, has + ", and " + needed / GIGABYTE + " GB are needed.");
    }

    private static Finding ports(Path directory, int port) throws IOException {
        var settings = ClusterSettings.in(directory).withPort(port);
        return PortCheck.complaint(settings, directory)
                .map(sentence -> new Finding(Severity.MISSING, sentence))
                .orElseGet(() ->
                        new Finding(
                                Severity.FINE,
                                "Port %d and those above it that the platform uses are free."
                                        .formatted(port)));
    }

    private static Finding tool(String name, String use, String... arguments) {
        var command = new ArrayList<>(List.of(name));
        command.addAll(List.of(arguments));
        return answers(command)
                ? new Finding(Severity.FINE, "%s is available: %s.".formatted(name, use))
                : new Finding(
                        Severity.OPTIONAL, "%s is not available; with it %s.".formatted(name, use));
    }

    private static boolean answers(List<String> command) {
        try {
            var process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            try {
                return process.waitFor(SECONDS_TO_ANSWER, TimeUnit.SECONDS)
                        && process.exitValue() == 0;
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * The memory in bytes that the kernel could give to new processes. On systems without {@code
     * /proc/meminfo}, the total memory.
     */
    private static long availableMemory() throws IOException {
        var meminfo = Path.of("/proc/meminfo");
        if (Files.isReadable(meminfo)) {
            for (var line : Files.readAllLines(meminfo)) {
                if (line.startsWith("MemAvailable:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
                }
            }
        }
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                .getTotalMemorySize();
    }

    private static Path existing(Path directory) {
        var path = directory;
        while (!Files.exists(path) && path.getParent() != null) {
            path = path.getParent();
        }
        return path;
    }

    private static boolean isLinux() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");
    }
}
