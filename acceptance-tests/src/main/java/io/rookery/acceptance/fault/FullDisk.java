package io.rookery.acceptance.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * Simulates a full disk: fills a small volume completely, including space that is freed on it,
 * until it is drained.
 */
final class FullDisk {

    private static final long LARGEST_VOLUME = 1L << 30;
    private static final int BLOCK = 1 << 16;
    private static final int SMALLEST_BLOCK = 1 << 12;
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Path ballast;
    private final FileChannel channel;
    private final Thread thread;

    private FullDisk(Path ballast, FileChannel channel) {
        this.ballast = ballast;
        this.channel = channel;
        this.thread = Thread.ofPlatform().daemon().name("ballast").unstarted(this::keepFull);
    }

    /**
     * Fills the volume of a directory; returns when no space is left.
     *
     * @throws IllegalStateException when that is not a small volume, but a disk that others need
     */
    static FullDisk of(Path directory) {
        try {
            if (Files.getFileStore(directory).getTotalSpace() > LARGEST_VOLUME) {
                throw new IllegalStateException(directory + " is not on a small volume of its own");
            }
            Path ballast = directory.resolve("ballast");
            FileChannel channel =
                    FileChannel.open(
                            ballast, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            FullDisk disk = new FullDisk(ballast, channel);
            disk.fill();
            disk.thread.start();
            return disk;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void keepFull() {
        try {
            while (true) {
                fill();
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException _) {
            // Drained.
        }
    }

    /** Writes until there is no space for the smallest block. */
    private void fill() {
        for (int size = BLOCK; size >= SMALLEST_BLOCK; size /= 2) {
            try {
                while (true) {
                    channel.write(ByteBuffer.allocate(size));
                }
            } catch (IOException _) {
                // no space for a block of this size
            }
        }
    }

    /** Frees the space. */
    void drain() {
        thread.interrupt();
        try {
            thread.join(LIMIT);
            channel.close();
            Files.delete(ballast);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
