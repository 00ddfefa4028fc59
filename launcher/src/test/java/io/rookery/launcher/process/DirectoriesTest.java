package io.rookery.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoriesTest {
    @TempDir private Path parent;
    private Path tree;

    @BeforeEach
    void create() throws IOException {
        tree = Files.createDirectory(parent.resolve("tree"));
    }

    @Test
    void areDeletedWithAllThatIsInThem() throws IOException {
        write("file", 1);
        write("deep/down/file", 1);

        Directories.delete(tree);

        assertThat(tree).doesNotExist();
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void areDeletedWithoutWhatTheirLinksLeadTo() throws IOException {
        Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
        Path precious = Files.writeString(elsewhere.resolve("precious"), "rows");
        Files.createSymbolicLink(tree.resolve("link"), elsewhere);

        Directories.delete(tree);

        assertThat(tree).doesNotExist();
        assertThat(precious).hasContent("rows");
    }

    @Test
    void mayBeGoneAlready() throws IOException {
        Directories.delete(parent.resolve("absent"));

        assertThat(Directories.size(parent.resolve("absent"), Set.of())).isZero();
    }

    @Test
    void areAsLargeAsTheirFiles() throws IOException {
        write("file", 10);
        write("deep/down/file", 200);

        assertThat(Directories.size(tree, Set.of())).isEqualTo(210);
    }

    @Test
    void areMeasuredWithoutWhatIsLeftOutAtAnyDepth() throws IOException {
        write("file", 10);
        write("pg_wal/segment", 2000);
        write("pg_wal/archive_status/done", 2000);
        write("deep/pg_wal/segment", 2000);
        write("deep/file", 200);

        assertThat(Directories.size(tree, Set.of("pg_wal", "absent"))).isEqualTo(210);
    }

    @Test
    void becomeReadableByAllAndStayExecutableWhereTheyWere() throws IOException {
        Path program = protect(write("bin/engine", 1), "rwx------");
        Path library = protect(write("lib/engine.so", 1), "rw-------");
        Path elsewhere = protect(Files.createFile(parent.resolve("elsewhere")), "rw-------");
        Files.createSymbolicLink(tree.resolve("link"), elsewhere);
        protect(tree.resolve("bin"), "rwx------");

        Directories.open(tree);

        assertThat(permissions(tree.resolve("bin"))).isEqualTo("rwxr-xr-x");
        assertThat(permissions(program)).isEqualTo("rwxr-xr-x");
        assertThat(permissions(library)).isEqualTo("rw-r--r--");
        assertThat(permissions(elsewhere)).isEqualTo("rw-------");
    }

    private Path write(String name, int bytes) throws IOException {
        Path file = tree.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, new byte[bytes]);
    }

    private static Path protect(Path path, String permissions) throws IOException {
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
