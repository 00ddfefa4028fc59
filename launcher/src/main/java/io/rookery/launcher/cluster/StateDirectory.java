package io.rookery.launcher.cluster;

import io.rookery.launcher.process.Directories;
import io.rookery.launcher.secret.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one cluster. A file lock makes sure that only one launcher uses it at a time.
 * The operating system releases the lock however that launcher ends.
 */
public final class StateDirectory implements AutoCloseable {

    private static final long MEGABYTE = 1024 * 1024;
    private static final long SPACE_FOR_NEW_DATA = 1024 * MEGABYTE;
    private static final long SPACE_FOR_MORE_DATA = 256 * MEGABYTE;
    private static final long FULL_BELOW = 16 * MEGABYTE;

    private final Path directory;
    private final FileChannel lock;

    private StateDirectory(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /**
     * Creates the directory if it does not exist, before anything is written, so that only its
     * owner can ever read its contents.
     */
    public static void prepare(Path directory) throws IOException {
        PrivateFiles.createDirectories(logs(directory));
    }

    /**
     * Creates the directory if it does not exist, and locks it. Files that earlier versions left
     * readable by others become private.
     *
     * @throws ClusterException if another launcher holds the lock
     */
    public static StateDirectory hold(Path directory) throws IOException {
        prepare(directory);
        var channel =
                FileChannel.open(
                        directory.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            if (tryLock(channel) != null) {
                var held = new StateDirectory(directory, channel);
                PrivateFiles.makePrivate(directory);
                PrivateFiles.createDirectories(held.data());
                return held;
            }
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new ClusterException(
                "Rookery is already running in %s; ./rookery down stops it.".formatted(directory));
    }

    /** The directory of the logs of a cluster. */
    public static Path logs(Path directory) {
        return directory.resolve("logs");
    }

    Path directory() {
        return directory;
    }

    /** The directory of the data of a cluster. */
    static Path data(Path directory) {
        return directory.resolve("data");
    }

    Path data() {
        return data(directory);
    }

    Path secrets() {
        return directory.resolve("secrets");
    }

    Path logs() {
        return logs(directory);
    }

    Path log(String process) {
        return logs().resolve(process + ".log");
    }

    /**
     * Checks that the disk has room for the data to come.
     *
     * @throws ClusterException if it has not
     */
    void requireSpace() throws IOException {
        long needed;
        try (var entries = Files.list(data())) {
            needed = entries.findAny().isPresent() ? SPACE_FOR_MORE_DATA : SPACE_FOR_NEW_DATA;
        }
        var free = Files.getFileStore(directory).getUsableSpace();
        if (free < needed) {
            throw new ClusterException(
                    "The disk of %s has only %d MB left, and Rookery needs %d MB."
                            .formatted(directory, free / MEGABYTE, needed / MEGABYTE));
        }
    }

    /**
     * Whether the disk has hardly any room left, which explains a failure that has just occurred.
     */
    boolean isDiskFull() {
        return directory.toFile().getUsableSpace() < FULL_BELOW;
    }

    /** Deletes data, secrets and logs. */
    public void erase() throws IOException {
        for (var part : new Path[] {data(), secrets(), logs()}) {
            Directories.delete(part);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another cluster in this JVM holds the lock.
            return null;
        }
    }
}
