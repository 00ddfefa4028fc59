package io.rookery.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PidFileTest {
    private static final PidFile.Identity SELF = PidFile.Identity.of(ProcessHandle.current());

    @TempDir private Path directory;
    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("engine.pid");
    }

    @Test
    void isReadAsItWasWritten() throws IOException {
        var written = new PidFile(new PidFile.Identity(47, 11), SELF);

        written.write(file);

        assertThat(PidFile.read(file)).contains(written);
    }

    @Test
    void isEmptyWhereThereIsNone() throws IOException {
        assertThat(PidFile.read(file)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "47", "47 11\n", "47 11\n12", "47 11\n12 13", "-47 11\n12 13\n"})
    void tellsNothingWhenItIsIncomplete(String content) throws IOException {
        Files.writeString(file, content);

        assertThat(PidFile.read(file)).isEmpty();
    }

    @Test
    void leadsToTheProcessAndItsLauncher() throws IOException {
        PidFile.ofOurs(ProcessHandle.current()).write(file);

        var read = PidFile.read(file).orElseThrow();

        assertThat(read.child().find()).contains(ProcessHandle.current());
        assertThat(read.launcher().find()).contains(ProcessHandle.current());
    }

    @ParameterizedTest
    @ValueSource(longs = {-2000, -1, 0, 1, 2000})
    void toleratesThatTheClockWasAdjusted(long millis) {
        assertThat(started(millis).find()).contains(ProcessHandle.current());
    }

    @ParameterizedTest
    @ValueSource(longs = {-60_000, -2001, 2001, 60_000})
    void doesNotLeadToAProcessThatGotTheSameIdLater(long millis) {
        assertThat(started(millis).find()).isEmpty();
    }

    @Test
    void leadsToNoProcessWhoseStartIsUnknown() {
        assertThat(new PidFile.Identity(SELF.pid(), 0).find()).isEmpty();
    }

    /** This process, as if it had started by that much later. */
    private static PidFile.Identity started(long millis) {
        return new PidFile.Identity(SELF.pid(), SELF.startMillis() + millis);
    }
}
