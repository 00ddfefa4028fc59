package io.rookery.launcher.port;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reserves free ports of the loopback interface for tests. No two JVMs of a user on this machine
 * have the same port reserved at a time. Thread-safe.
 *
 * <p>A reservation is a lock on a part of a file that all these JVMs share, in which the byte at
 * the offset of a port stands for the port. The operating system releases the locks of a JVM
 * however it ends.
 */
public final class FreePorts {

    /** Above the ports that the commands of the test suite use. */
    private static final PortRange SEARCHED = new PortRange(24_000, 65_000);

    /** Never closed: closing one channel of a file may release all locks of the JVM on the file. */
    private final FileChannel file;

    private final PortRange searched;
    private final PortRange ephemeral;

    /** Kept, because a JVM forgets a lock of its own that nothing refers to any more. */
    private final List<FileLock> reservations = new ArrayList<>();

    private FreePorts(FileChannel file, PortRange searched, PortRange ephemeral) {
        this.file = file;
        this.searched = searched;
        this.ephemeral = ephemeral;
    }

    /**
     * Reserves consecutive ports until this JVM ends. All of them were free a moment ago.
     *
     * @param number the number of ports, at least 1
     * @return the first of the ports
     * @throws IllegalStateException if there are not that many free ports in a row
     * @throws UncheckedIOException if the reservation cannot be recorded
     */
    public static int reserve(int number) {
        return Shared.PORTS.take(number);
    }

    /** Opened by the first reservation. */
    private static final class Shared {
        private static final FreePorts PORTS = ofThisUser();
    }

    private static FreePorts ofThisUser() {
        try {
            // Not one file for all users: in a directory for temporary files, the kernel may refuse
            // to open those of others.
            Path file =
                    Path.of(
                            System.getProperty("java.io.tmpdir"),
                            "rookery-ports-" + System.getProperty("user.name"));
            return open(file, SEARCHED, PortRange.ephemeral());
        } catch (IOException e) {
            throw new UncheckedIOException("Ports cannot be reserved", e);
        }
    }

    /**
     * Opens the reservations in a file.
     *
     * @param file created if it does not exist; it stays empty
     * @param searched the ports that may be reserved
     * @param ephemeral the ports that are reserved only if there are no others, because the kernel
     *     may give them to any program at any time
     */
    static FreePorts open(Path file, PortRange searched, PortRange ephemeral) throws IOException {
        return new FreePorts(
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                searched,
                ephemeral);
    }

    /** See {@link #reserve}. */
    synchronized int take(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("There is no block of " + number + " ports");
        }
        try {
            for (int base : bases(number)) {
                if (tryTake(base, number)) {
                    return base;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Ports cannot be reserved", e);
        }
        throw new IllegalStateException(
                "There are no %d consecutive free ports from %d to %d that no other test has reserved"
                        .formatted(number, searched.first(), searched.last()));
    }

    /** Where to look, in this order. */
    private int[] bases(int number) {
        IntPredicate isEphemeral = base -> ephemeral.overlaps(base, number);
        return IntStream.concat(
                        blocks(number).filter(isEphemeral.negate()),
                        blocks(number).filter(isEphemeral))
                .toArray();
    }

    private IntStream blocks(int number) {
        return IntStream.iterate(
                searched.first(),
                base -> base + number - 1 <= searched.last(),
                base -> base + number);
    }

    /** Reserves the ports if nobody has reserved or bound one of them. */
    private boolean tryTake(int base, int number) throws IOException {
        FileLock reservation = tryLock(base, number);
        if (reservation == null) {
            return false;
        }
        if (IntStream.range(base, base + number).allMatch(FreePorts::isFree)) {
            reservations.add(reservation);
            return true;
        }
        reservation.release();
        return false;
    }

    private @Nullable FileLock tryLock(int base, int number) throws IOException {
        try {
            return file.tryLock(base, number, false);
        } catch (OverlappingFileLockException _) {
            return null; // Reserved by this JVM.
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
