package io.rookery.acceptance.scenario;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes from the files of a stopped platform what a loss of power may take: the end of each file
 * that Redis appends to and syncs once a second. Postgres and ZooKeeper sync whatever they
 * acknowledge.
 */
final class UnsyncedWrites {

    /** More than Redis writes in a second here. */
    private static final long MOST_BYTES = 256 << 10;

    private UnsyncedWrites() {}

    static void lose(Path directory) throws IOException {
        Path redis = directory.resolve("data").resolve("redis");
        List<Path> appended;
        try (Stream<Path> files = Files.walk(redis)) {
            appended = files.filter(file -> file.toString().endsWith(".incr.aof")).toList();
        }
        for (Path file : appended) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                long size = channel.size();
                channel.truncate(size - Math.min(MOST_BYTES, size / 3));
            }
        }
    }
}
