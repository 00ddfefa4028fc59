package io.rookery.launcher.postgres;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Looks several times a second at how much room the volume of a node has left. A thread of its own
 * does it, so that a disk that hangs hangs nobody else.
 */
final class DiskWatch implements AutoCloseable {
    /** What a node needs to be made or started: with less it would soon be full again. */
    static final long ROOM_TO_START = 64L << 20;

    /** A segment of the log: without room for the next one Postgres dies when it needs it. */
    private static final long FULL_BELOW = 16L << 20;

    private static final Duration INTERVAL = Duration.ofMillis(250);

    /**
     * Room may be given back; and meanwhile whoever probes the node learns from the node itself
     * what is wrong with it. What finds no room in this time is tried again.
     */
    private static final long PATIENCE_NANOS = Duration.ofSeconds(2).toNanos();

    private final File directory;
    private final Runnable onFull;
    private final Thread thread;
    private volatile boolean full;

    /**
     * Starts looking.
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

    /** Whether there has been too little room to go on for long. */
    boolean isFull() {
        return full;
    }

    /** How many bytes are left now; as many as can be while nothing is there to be looked at. */
    long free() {
        return directory.exists() ? directory.getUsableSpace() : Long.MAX_VALUE;
    }

    private void run() {
        try {
            long lastRoom = System.nanoTime();
            while (true) {
                long now = System.nanoTime();
                if (free() >= FULL_BELOW) {
                    lastRoom = now;
                }
                boolean before = full;
                full = now - lastRoom > PATIENCE_NANOS;
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
