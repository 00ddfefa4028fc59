package io.rookery.launcher.link;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;

/** Finds out which connections to a link come from a given process. On Linux only. */
final class ClientSockets {

    private static final Path PROC = Path.of("/proc");
    private static final int HEXADECIMAL = 16;
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int INODE = 9;

    private ClientSockets() {}

    /**
     * A predicate that tests whether a port is the local end of a connection from the process to
     * the link.
     *
     * @param pid gives the current process id, because the process may be replaced by another one
     * @param to port of the link
     */
    static IntPredicate of(LongSupplier pid, int to) {
        if (!Files.isDirectory(PROC.resolve("net"))) {
            throw new UnsupportedOperationException(
                    "The connections of one process can be identified on Linux only.");
        }
        return port -> localPorts(pid.getAsLong(), to).contains(port);
    }

    private static Set<Integer> localPorts(long pid, int to) {
        var ports = new HashSet<Integer>();
        try {
            var sockets = sockets(pid);
            for (var table : List.of("net/tcp", "net/tcp6")) {
                if (!Files.exists(PROC.resolve(table))) {
                    continue;
                }
                for (var line : Files.readAllLines(PROC.resolve(table))) {
                    var fields = line.strip().split("\\s+", -1);
                    if (fields.length > INODE
                            && sockets.contains("socket:[" + fields[INODE] + "]")
                            && port(fields[REMOTE]) == to) {
                        ports.add(port(fields[LOCAL]));
                    }
                }
            }
        } catch (IOException | DirectoryIteratorException _) {
            // The process has ended meanwhile.
        }
        return ports;
    }

    private static Set<String> sockets(long pid) throws IOException {
        var sockets = new HashSet<String>();
        try (var files = Files.newDirectoryStream(PROC.resolve(Long.toString(pid)).resolve("fd"))) {
            for (var file : files) {
                try {
                    sockets.add(Files.readSymbolicLink(file).toString());
                } catch (IOException _) {
                    // The file was closed meanwhile.
                }
            }
        }
        return sockets;
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1), HEXADECIMAL);
    }
}
