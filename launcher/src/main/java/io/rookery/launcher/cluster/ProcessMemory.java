package io.rookery.launcher.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Measures how much memory a process and its children use. */
final class ProcessMemory {

    private static final Path SELF_ROLLUP = Path.of("/proc/self/smaps_rollup");
    private static final int PS_SECONDS = 2;

    private ProcessMemory() {}

    /** The bytes of the process and its descendants; see {@link #of}. */
    static OptionalLong ofTree(ProcessHandle process) {
        var tree =
                Stream.concat(Stream.of(process), process.descendants())
                        .map(ProcessMemory::of)
                        .filter(OptionalLong::isPresent)
                        .mapToLong(OptionalLong::getAsLong)
                        .toArray();
        return tree.length == 0 ? OptionalLong.empty() : OptionalLong.of(LongStream.of(tree).sum());
    }

    /**
     * The bytes of the process: its proportional set size (PSS) on Linux, its resident set size
     * (RSS) elsewhere. Empty when the process has ended or the system does not reveal it.
     */
    static OptionalLong of(ProcessHandle process) {
        return Files.exists(SELF_ROLLUP)
                ? proportionalSetSize(process.pid())
                : residentSetSize(process.pid());
    }

    private static OptionalLong proportionalSetSize(long pid) {
        try (var lines = Files.lines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> kilobytes(line.replaceAll("[^0-9]", "")))
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            // The process has ended meanwhile, or belongs to another user.
            return OptionalLong.empty();
        }
    }

    private static OptionalLong residentSetSize(long pid) {
        try {
            var ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
            try (var output = ps.inputReader()) {
                var line = output.readLine();
                return line != null && ps.waitFor(PS_SECONDS, TimeUnit.SECONDS)
                        ? OptionalLong.of(kilobytes(line.strip()))
                        : OptionalLong.empty();
            } finally {
                ps.destroyForcibly();
            }
        } catch (IOException e) {
            return OptionalLong.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalLong.empty();
        }
    }

    private static long kilobytes(String digits) {
        return Long.parseLong(digits) * 1024;
    }
}
