package io.rookery.launcher.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Copies files in parts that are put on disk one after the other, and pauses after each part for as
 * long as it took. So a disk that others need, too, is theirs for at least half of the time,
 * however slow it is. Copying everything at once would let them wait until all of it is written.
 */
public final class ThrottledCopy {
    private static final long PART_BYTES = 4 << 20;
    private static final int PART_FILES = 64;

    private final LongSupplier nanoTime;
    private final Consumer<Duration> pause;
    private final List<Path> unsynced = new ArrayList<>();
    private long unsyncedBytes;
    private long partStart;

    /**
     * @param nanoTime the clock, in nanoseconds
     * @param pause waits for the given time
     */
    public ThrottledCopy(LongSupplier nanoTime, Consumer<Duration> pause) {
        this.nanoTime = nanoTime;
        this.pause = pause;
        this.partStart = nanoTime.getAsLong();
    }

    /**
     * Copies a file to a path that does not exist yet. It is on disk after the next {@link #finish}
     * at the latest. Of a file that grows meanwhile, at least what it held at the beginning is
     * copied.
     */
    public void copy(Path source, Path target) throws IOException {
        try (var from = FileChannel.open(source, StandardOpenOption.READ);
                var to =
                        FileChannel.open(
                                target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            unsynced.add(target);
            long position = 0;
            while (true) {
                long copied = from.transferTo(position, PART_BYTES - unsyncedBytes, to);
                if (copied <= 0) {
                    break;
                }
                position += copied;
                unsyncedBytes += copied;
                if (unsyncedBytes >= PART_BYTES) {
                    finish();
                    unsynced.add(target);
                }
            }
        }
        if (unsynced.size() >= PART_FILES) {
            finish();
        }
    }

    /** Puts on disk what has been copied. */
    public void finish() throws IOException {
        DurableFile.sync(unsynced);
        unsynced.clear();
        unsyncedBytes = 0;
        pause.accept(Duration.ofNanos(nanoTime.getAsLong() - partStart));
        partStart = nanoTime.getAsLong();
    }
}
