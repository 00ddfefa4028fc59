package io.rookery.launcher.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests which extracted builds of a service are kept. */
class ServiceProgramTest {

    @TempDir private Path target;

    @Test
    void keepsTheLatestBuildsAndThoseThatAProcessRuns() throws IOException {
        var unused = build("app-1", 1);
        var running = build("app-2", 2);
        var previous = build("app-3", 3);
        var latest = build("app-4", 4);
        var process =
                new ProcessBuilder(
                                ServiceProgram.java().toString(),
                                "-cp",
                                TinyService.program(running).jar().toString(),
                                TinyService.class.getName(),
                                "--server.port=0")
                        .start();
        try {
            // The jar has made the directory newer.
            age(running, 2);

            ServiceProgram.deleteOldBuilds(target);
            assertThat(List.of(running, previous, latest)).allMatch(Files::exists);
            assertThat(unused).doesNotExist();
        } finally {
            process.destroyForcibly().onExit().join();
        }

        ServiceProgram.deleteOldBuilds(target);
        assertThat(running).doesNotExist();
        assertThat(List.of(previous, latest)).allMatch(Files::exists);
    }

    private Path build(String name, long seconds) throws IOException {
        var directory = Files.createDirectory(target.resolve(name));
        age(directory, seconds);
        return directory;
    }

    private static void age(Path directory, long seconds) throws IOException {
        Files.setLastModifiedTime(directory, FileTime.fromMillis(seconds * 1000));
    }
}
