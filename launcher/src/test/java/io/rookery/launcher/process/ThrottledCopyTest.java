package io.rookery.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThrottledCopyTest {
    private static final Duration A_READING = Duration.ofMillis(7);

    private @TempDir Path directory;
    private Path source;
    private Path target;

    private final AtomicLong clock = new AtomicLong();
    private final List<Duration> pauses = new ArrayList<>();
    private final ThrottledCopy copy =
            new ThrottledCopy(() -> clock.addAndGet(A_READING.toNanos()), pauses::add);

    @BeforeEach
    void createDirectories() throws IOException {
        source = Files.createDirectory(directory.resolve("source"));
        target = Files.createDirectory(directory.resolve("target"));
    }

    @Test
    void copiesFilesOfAnySize() throws IOException {
        for (int size : List.of(0, 1, 8192, (4 << 20) - 1, 4 << 20, (4 << 20) + 1, 9 << 20)) {
            Path file = file("of" + size, size);
            Path copied = target.resolve(file.getFileName());

            copy.copy(file, copied);

            assertThat(copied).hasSameBinaryContentAs(file);
        }
    }

    @Test
    void pausesAfterEachPartOfALargeFileForAsLongAsItTook() throws IOException {
        copy.copy(file("large", 9 << 20), target.resolve("large"));
        copy.finish();

        assertThat(pauses).containsExactly(A_READING, A_READING, A_READING);
    }

    @Test
    void pausesAfterManySmallFiles() throws IOException {
        Path small = file("small", 8192);
        for (int i = 0; i < 64; i++) {
            copy.copy(small, target.resolve("small" + i));
        }

        assertThat(pauses).containsExactly(A_READING);
    }

    @Test
    void doesNotPauseWithinAPart() throws IOException {
        copy.copy(file("small", 8192), target.resolve("small"));

        assertThat(pauses).isEmpty();
    }

    private Path file(String name, int size) throws IOException {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return Files.write(source.resolve(name), bytes);
    }
}
