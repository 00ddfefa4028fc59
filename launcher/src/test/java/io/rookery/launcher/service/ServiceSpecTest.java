package io.rookery.launcher.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.launcher.process.ProcessSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceSpecTest {

    @TempDir private Path directory;
    private ServiceProgram program;
    private ServiceSpec spec;

    @BeforeEach
    void describe() {
        program = new ServiceProgram(directory, directory.resolve("feed-service.jar"));
        spec =
                new ServiceSpec(
                        "feed-service-1",
                        "feed-service",
                        3121,
                        3121,
                        192,
                        Map.of("server.port", "3121"),
                        directory.resolve("data/feed-service-1"),
                        directory.resolve("logs/feed-service-1.log"));
    }

    @Test
    void tellsTheJvmItsHeapAndTheServiceItsProperties() {
        List<String> command = spec.process(program).command();

        assertThat(command)
                .startsWith(ServiceProgram.java().toString())
                .contains("-Xmx192m", "-XX:+ExitOnOutOfMemoryError")
                .endsWith("-jar", program.jar().toString(), "--server.port=3121");
    }

    @Test
    void inheritsNoVariableThatCouldBeASetting() {
        List<String> prefix = spec.process(program).prefix();

        assertThat(prefix).startsWith("/usr/bin/env", "-i");
        assertThat(prefix.subList(2, prefix.size()))
                .contains("PATH=" + System.getenv("PATH"))
                .allMatch(variable -> variable.matches("(PATH|HOME|LANG|TMPDIR|TZ)=.*"));
        assertThat(spec.process(program).environment()).isEmpty();
    }

    @Test
    void startsFromTheCacheOfTheBuildOnceThereIsOne() throws IOException {
        String cache = "-XX:AOTCache=" + program.cache();
        assertThat(spec.process(program).command()).doesNotContain(cache);

        Files.createFile(program.cache());

        assertThat(spec.process(program).command()).contains(cache);
    }

    @Test
    void isRehearsedBesideItsInstancesWithoutTakingTheirTime() {
        Path cache = directory.resolve("aot.cache.new");

        ProcessSpec rehearsal = spec.rehearsal(program, cache);

        assertThat(rehearsal.prefix()).startsWith("nice", "-n", "19", "/usr/bin/env", "-i");
        assertThat(rehearsal.command())
                .contains("-XX:AOTCacheOutput=" + cache, "-Dspring.context.exit=onRefresh")
                .endsWith("--server.port=3121");
        assertThat(rehearsal.directory())
                .isEqualTo(directory.resolve("data/rehearsal-of-feed-service"));
        assertThat(rehearsal.log())
                .isEqualTo(directory.resolve("logs/rehearsal-of-feed-service.log"));
    }
}
