package io.rookery.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFileTest {
    @TempDir private Path directory;
    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("pair");
    }

    @Test
    void isCreatedAndReplacedAsAWhole() throws IOException {
        DurableFile.write(file, "a rather long first content");
        assertThat(file).hasContent("a rather long first content");

        DurableFile.write(file, "grün");

        assertThat(file).hasContent("grün");
        assertThat(directory).isDirectoryNotContaining(other -> !other.equals(file));
    }

    @Test
    void keepsItsOldContentWhenTheNewOneCannotBeWritten() throws IOException {
        DurableFile.write(file, "old");
        Files.createDirectory(directory.resolve("pair.new"));

        assertThatThrownBy(() -> DurableFile.write(file, "new")).isInstanceOf(IOException.class);

        assertThat(file).hasContent("old");
    }

    @Test
    void doesNotMindWhatAnInterruptedWriteLeft() throws IOException {
        Files.writeString(directory.resolve("pair.new"), "a longer content, or half of one");

        DurableFile.write(file, "whole");

        assertThat(file).hasContent("whole");
    }

    @Test
    void isFlushedWithEverythingInItsDirectory() throws IOException {
        Files.createDirectories(directory.resolve("base/5"));
        for (int i = 0; i < 50; i++) {
            Files.writeString(directory.resolve("base/5/" + i), "rows");
        }

        assertThatCode(() -> DurableFile.syncTree(directory)).doesNotThrowAnyException();
    }

    @Test
    void isNotSaidToBeOnDiskWhenAnyOfTheOthersIsNot() throws IOException {
        Files.writeString(file, "here");

        assertThatThrownBy(() ->
                        DurableFile.sync(List.of(file, directory.resolve("absent"), directory)))
                .isInstanceOf(IOException.class)
                .hasCauseInstanceOf(NoSuchFileException.class);
    }
}
