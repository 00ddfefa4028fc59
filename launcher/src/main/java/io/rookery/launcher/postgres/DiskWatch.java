package io.rookery.launcher.postgres;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Checks several times a second how much space the volume of a node has left. It has a thread of
 * its own, so that a hanging disk blocks nothing else.
 */
final class DiskWatch implements AutoCloseable {
    /**
     * The bytes of free space that a node needs to be created or started. With less, the disk would
     * soon be full again.
     */
    static final long ROOM_TO_START = 64L << 20;

    private static final Duration INTERVAL = Duration.ofMillis(250);

    private final File directory;
    private final Runnable onFull;
    private final Thread thread;
    private volatile boolean full;

    /**
     * Starts to watch.
     *
     * @param directory on the volume; need not exist yet
     * @param onFull called when the volume has become full
     */
    DiskWatch(Path directory, Runnable onFull) {
        this.directory = directory.toFile();
        this.onFull = onFull;
        this.thread =
                Thread.ofVirtual().name("disk-of-" + directory.getFileName()).start(this::run);
    }

    /** Whether the volume has lacked the space to continue for too long. */
    boolean isFull() {
        return full;
    }

    /** The bytes left now; {@link Long#MAX_VALUE} while the directory does not exist. */
    long free() {
        return directory.exists() ? directory.getUsableSpace() : Long.MAX_VALUE;
    }

    private void run() {
        try {
            var room = new DiskRoom(System.nanoTime());
            while (true) {
                boolean before = full;
                full = room.isFull(System.nanoTime(), free());
                if (full && !before) {
                    onFull.run();
                }
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
