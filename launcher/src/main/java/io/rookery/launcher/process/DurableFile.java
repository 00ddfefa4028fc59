package io.rookery.launcher.process;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Writes files durably: they are on disk when a method returns. */
public final class DurableFile {
    private static final int SYNC_THREADS = 8;

    private DurableFile() {}

    /** Replaces the file's content durably: a crash leaves the old content or the new one. */
    public static void write(Path file, String content) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (var channel =
                FileChannel.open(
                        fresh,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(file.resolveSibling("."));
    }

    /** Flushes a file's content, or a directory's entries, to disk. */
    public static void sync(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Flushes everything in a directory to disk. */
    public static void syncTree(Path tree) throws IOException {
        try (var walk = Files.walk(tree)) {
            sync(walk.toList());
        }
    }

    /**
     * Flushes files and directories to disk, in parallel, so that the file system can write them
     * together.
     */
    static void sync(List<Path> paths) throws IOException {
        try (var threads = Executors.newFixedThreadPool(SYNC_THREADS)) {
            List<Future<?>> syncs = new ArrayList<>();
            for (Path path : paths) {
                syncs.add(
                        threads.submit(() -> {
                            sync(path);
                            return null;
                        }));
            }
            for (Future<?> done : syncs) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("Files cannot be flushed to disk", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while flushing files to disk");
        }
    }
}
