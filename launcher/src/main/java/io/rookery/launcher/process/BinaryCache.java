package io.rookery.launcher.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/** Unpacks executables from the class path once per machine. */
public final class BinaryCache {
    /** The file lock excludes other launchers, but not other threads of this one. */
    private static final ReentrantLock UNPACKING = new ReentrantLock();

    private final Path directory;

    /** A cache in a directory, which is created if it does not exist. Launchers may share it. */
    public BinaryCache(Path directory) {
        this.directory = directory.toAbsolutePath();
    }

    /** {@code $XDG_CACHE_HOME/rookery}, by default {@code ~/.cache/rookery}. */
    public static Path defaultDirectory() {
        String cache = System.getenv("XDG_CACHE_HOME");
        return cache == null || cache.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache", "rookery")
                : Path.of(cache, "rookery");
    }

    /** Unpacks the content of a new directory. */
    @FunctionalInterface
    public interface Unpacking {
        /** Writes into the directory, which exists and is empty. */
        void into(Path directory) throws IOException;
    }

    /**
     * The directory of that name. The first call unpacks it. It appears completely or not at all.
     *
     * @throws LaunchException when it cannot be unpacked
     */
    public Path get(String name, Unpacking unpacking) {
        Path target = directory.resolve(name);
        UNPACKING.lock();
        try {
            if (!Files.isDirectory(target)) {
                Files.createDirectories(directory);
                unpack(name, target, unpacking);
            }
            return target;
        } catch (IOException e) {
            throw new LaunchException(name + " cannot be unpacked into " + directory, e);
        } finally {
            UNPACKING.unlock();
        }
    }

    private void unpack(String name, Path target, Unpacking unpacking) throws IOException {
        try (var channel =
                        FileChannel.open(
                                directory.resolve(name + ".lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            if (Files.isDirectory(target)) {
                return;
            }
            Path fresh = Files.createTempDirectory(directory, name + "-");
            try {
                unpacking.into(fresh);
                Directories.open(fresh);
                Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                Directories.delete(fresh);
                throw e;
            }
        }
    }
}
