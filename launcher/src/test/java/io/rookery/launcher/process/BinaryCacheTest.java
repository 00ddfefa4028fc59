package io.rookery.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinaryCacheTest {
    @TempDir Path directory;

    @Test
    void unpacksOnce() {
        var unpacked = new AtomicInteger();
        BinaryCache.Unpacking unpacking =
                into -> Files.writeString(into.resolve("file"), "" + unpacked.incrementAndGet());

        Path first = new BinaryCache(directory).get("engine", unpacking);
        Path second = new BinaryCache(directory).get("engine", unpacking);

        assertThat(second).isEqualTo(first);
        assertThat(first.resolve("file")).hasContent("1");
    }

    @Test
    void leavesNothingBehindWhenUnpackingFails() throws IOException {
        var cache = new BinaryCache(directory);

        assertThatThrownBy(() ->
                        cache.get(
                                "engine",
                                into -> {
                                    Files.writeString(into.resolve("file"), "half");
                                    throw new IOException("The disk is full");
                                }))
                .isInstanceOf(LaunchException.class);

        try (var entries = Files.list(directory)) {
            assertThat(entries.filter(Files::isDirectory)).isEmpty();
        }
        assertThat(cache.get("engine", _ -> {})).isDirectory();
    }
}
