package io.rookery.launcher.cluster;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The process that listens on a port, as far as the operating system reveals it.
 *
 * @param pid process id
 * @param program name of its executable
 */
record PortOwner(long pid, String program) {

    private static final Path PROC = Path.of("/proc");
    private static final String LISTENING = "0A";
    private static final int LSOF_SECONDS = 3;

    static Optional<PortOwner> of(int port) {
        try {
            var pid = Files.isDirectory(PROC.resolve("net")) ? pidByProc(port) : pidByLsof(port);
            if (pid.isEmpty()) {
                return Optional.empty();
            }
            var program =
                    ProcessHandle.of(pid.getAsLong())
                            .flatMap(process -> process.info().command())
                            .map(command -> String.valueOf(Path.of(command).getFileName()))
                            .orElse("a program");
            return Optional.of(new PortOwner(pid.getAsLong(), program));
        } catch (IOException | DirectoryIteratorException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return program + " (process " + pid + ")";
    }

    private static OptionalLong pidByProc(int port) throws IOException {
        var sockets = socketsOn(port);
        try (var processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (var process : processes) {
                if (!sockets.isEmpty() && holdsOne(process, sockets)) {
                    return OptionalLong.of(Long.parseLong(process.getFileName().toString()));
                }
            }
        }
        return OptionalLong.empty();
    }

    /** The names, as in {@code /proc/PID/fd}, of the sockets that listen on the port. */
    private static Set<String> socketsOn(int port) throws IOException {
        var sockets = new HashSet<String>();
        var suffix = String.format(":%04X", port);
        for (var table : List.of("net/tcp", "net/tcp6")) {
            if (!Files.exists(PROC.resolve(table))) {
                continue;
            }
            for (var line : Files.readAllLines(PROC.resolve(table))) {
                var fields = line.strip().split("\\s+", -1);
                if (fields.length > 9
                        && fields[1].endsWith(suffix)
                        && fields[3].equals(LISTENING)) {
                    sockets.add("socket:[" + fields[9] + "]");
                }
            }
        }
        return sockets;
    }

    private static boolean holdsOne(Path process, Set<String> sockets) {
        try (var files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (var file : files) {
                if (sockets.contains(Files.readSymbolicLink(file).toString())) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // The process has ended meanwhile, or belongs to another user.
            return false;
        }
        return false;
    }

    private static OptionalLong pidByLsof(int port) throws IOException, InterruptedException {
        var lsof = new ProcessBuilder("lsof", "-nP", "-t", "-sTCP:LISTEN", "-iTCP:" + port).start();
        try (var output = lsof.inputReader()) {
            var line = output.readLine();
            return line != null && lsof.waitFor(LSOF_SECONDS, TimeUnit.SECONDS)
                    ? OptionalLong.of(Long.parseLong(line.strip()))
                    : OptionalLong.empty();
        } finally {
            lsof.destroyForcibly();
        }
    }
}
