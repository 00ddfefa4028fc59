package io.rookery.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rookery.launcher.process.LaunchException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandbyCopyTest {
    /** In bytes; some file systems have none that are larger than twice that. */
    private static final long LARGEST_FILE = 1L << 43;

    @TempDir private Path directory;

    @Test
    void holdsTheWholeDatabase() throws IOException {
        write("PG_VERSION");
        write("postgresql.conf");
        write("global/pg_control");
        write("base/5/1259");

        copy();

        assertThat(copied("PG_VERSION")).hasContent("PG_VERSION");
        assertThat(copied("postgresql.conf")).hasContent("postgresql.conf");
        assertThat(copied("global/pg_control")).hasContent("global/pg_control");
        assertThat(copied("base/5/1259")).hasContent("base/5/1259");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pg_wal/000000010000000000000001",
                "pg_replslot/node_b/state",
                "pg_dynshmem/mmap.1",
                "pg_notify/0000",
                "pg_serial/0000",
                "pg_snapshots/00000003-1",
                "pg_stat_tmp/global.stat",
                "pg_subtrans/0000"
            })
    void holdsTheDirectoriesOfTheRunningPrimaryWithoutTheirContents(String file)
            throws IOException {
        write(file);

        copy();

        assertThat(copied(file)).doesNotExist();
        assertThat(copied(Path.of(file).getName(0).toString())).isDirectory();
    }

    @Test
    void holdsADirectoryWherePostgresLooksForWhatIsArchived() throws IOException {
        write("pg_wal/000000010000000000000001");

        copy();

        assertThat(copied("pg_wal/archive_status")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postmaster.pid",
                "postmaster.opts",
                "postgresql.auto.conf",
                "standby.signal"
            })
    void holdsNoFileOfTheServerOrOfItsRole(String file) throws IOException {
        write(file);

        copy();

        assertThat(copied(file)).doesNotExist();
    }

    @Test
    void canBeEnteredByItsOwnerOnly() throws IOException {
        write("base/5/1259");
        Files.setPosixFilePermissions(
                source().resolve("base"), PosixFilePermissions.fromString("rwxr-xr-x"));

        copy();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copied("base"))))
                .isEqualTo("rwx------");
    }

    @Test
    void lacksATableThatIsDroppedMeanwhile() throws IOException {
        write("base/5/dropped");
        write("base/5/kept");

        StandbyCopy.copy(
                source(),
                target(),
                (from, to) -> {
                    if (from.endsWith("dropped")) {
                        throw new NoSuchFileException(from.toString());
                    }
                    Files.copy(from, to);
                });

        assertThat(copied("base/5/dropped")).doesNotExist();
        assertThat(copied("base/5/kept")).exists();
    }

    @Test
    void isGivenUpWhenAFileCannotBeCopied() throws IOException {
        write("base/5/1259");
        var full = new IOException("No space left on device");

        assertThatThrownBy(() ->
                        StandbyCopy.copy(
                                source(),
                                target(),
                                (_, _) -> {
                                    throw full;
                                }))
                .isSameAs(full);
    }

    @Test
    void isNotBegunWithoutRoomForIt() throws IOException {
        try (var pair = new StoppedPair(directory)) {
            Files.createDirectories(pair.standby.data());
            makeLargerThanTheDisk(pair.primary.data().resolve("base/5/1259"));

            assertThatThrownBy(() -> copyOf(pair).requireRoom())
                    .isInstanceOf(LaunchException.class)
                    .hasMessageStartingWith("the disk of shard-0-b has only ");
        }
    }

    @Test
    void mayTakeTheRoomOfTheDataThatItReplaces() throws IOException {
        try (var pair = new StoppedPair(directory)) {
            makeLargerThanTheDisk(pair.primary.data().resolve("base/5/1259"));
            makeLargerThanTheDisk(pair.standby.data().resolve("base/5/1259"));

            assertThatCode(() -> copyOf(pair).requireRoom()).doesNotThrowAnyException();
        }
    }

    @Test
    void needsNoRoomForWhatIsLeftOut() throws IOException {
        try (var pair = new StoppedPair(directory)) {
            Files.createDirectories(pair.standby.data());
            makeLargerThanTheDisk(pair.primary.data().resolve("pg_wal/000000010000000000000001"));

            assertThatCode(() -> copyOf(pair).requireRoom()).doesNotThrowAnyException();
        }
    }

    private static StandbyCopy copyOf(StoppedPair pair) {
        return new StandbyCopy(pair.primary, pair.standby, false);
    }

    /** Creates a sparse file, which takes no space itself. */
    private void makeLargerThanTheDisk(Path file) throws IOException {
        long size = directory.toFile().getUsableSpace() + (1L << 30);
        assumeTrue(size <= LARGEST_FILE, "the disk is larger than a file can be");
        Files.createDirectories(file.getParent());
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(size);
        }
    }

    private Path source() {
        return directory.resolve("source");
    }

    private Path target() {
        return directory.resolve("target");
    }

    private Path copied(String file) {
        return target().resolve(file);
    }

    /** Writes a file of the primary, which contains its own name. */
    private void write(String name) throws IOException {
        Path file = source().resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, name);
    }

    private void copy() throws IOException {
        StandbyCopy.copy(source(), target(), Files::copy);
    }
}
