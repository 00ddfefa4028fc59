package io.rookery.launcher.postgres;

import io.rookery.launcher.process.Directories;
import io.rookery.launcher.process.DurableFile;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;

/**
 * Copies a running primary into the data of a new standby by Postgres' low-level backup interface:
 * the binaries come without pg_basebackup.
 */
final class StandbyCopy {
    /** Directories whose contents belong to the running primary. */
    private static final Set<String> CONTENTS_LEFT_OUT =
            Set.of(
                    "pg_wal",
                    "pg_replslot",
                    "pg_dynshmem",
                    "pg_notify",
                    "pg_serial",
                    "pg_snapshots",
                    "pg_stat_tmp",
                    "pg_subtrans");

    private static final Set<String> FILES_LEFT_OUT =
            Set.of("postmaster.pid", "postmaster.opts", "postgresql.auto.conf", "standby.signal");

    private static final Duration STATEMENT_LIMIT = Duration.ofSeconds(60);

    private final PostgresNode primary;
    private final PostgresNode standby;
    private final boolean fsync;

    StandbyCopy(PostgresNode primary, PostgresNode standby, boolean fsync) {
        this.primary = primary;
        this.standby = standby;
        this.fsync = fsync;
    }

    /** Replaces the standby's data by a copy and reserves what it needs of the primary's log. */
    void make() throws IOException, SQLException {
        Path source = primary.data();
        Path fresh = standby.data().resolveSibling("data.new");
        Directories.delete(standby.data());
        Directories.delete(fresh);
        Files.createDirectories(fresh.getParent());
        // The session that begins the backup must stay open until it has ended it.
        try (PostgresSession session = primary.open(STATEMENT_LIMIT)) {
            reserveLog(session);
            session.query("select pg_backup_start('standby', fast => true)");
            copy(source, fresh);
            String label =
                    session.query(
                            "select labelfile from pg_backup_stop(wait_for_archive => false)");
            Files.writeString(fresh.resolve("backup_label"), label);
        }
        if (fsync) {
            DurableFile.syncTree(fresh);
        }
        Files.move(fresh, standby.data());
        DurableFile.sync(standby.data().resolveSibling("."));
    }

    /** Makes the standby's slot anew: an old one may have fallen too far behind. */
    private void reserveLog(PostgresSession session) throws SQLException {
        String slot = standby.replicationName();
        session.query(
                "select pg_terminate_backend(active_pid, 5000) from pg_replication_slots"
                        + " where slot_name = ? and active_pid is not null",
                slot);
        session.query(
                "select pg_drop_replication_slot(slot_name) from pg_replication_slots"
                        + " where slot_name = ?",
                slot);
        session.query(
                "select pg_create_physical_replication_slot(?, immediately_reserve => true)", slot);
    }

    private static void copy(Path source, Path target) throws IOException {
        Files.walkFileTree(
                source,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path directory, BasicFileAttributes attributes) throws IOException {
                        Path copy = target.resolve(source.relativize(directory));
                        Files.createDirectory(copy);
                        Files.setPosixFilePermissions(
                                copy, PosixFilePermissions.fromString("rwx------"));
                        if (!CONTENTS_LEFT_OUT.contains(directory.getFileName().toString())) {
                            return FileVisitResult.CONTINUE;
                        }
                        if (directory.endsWith("pg_wal")) {
                            Files.createDirectory(copy.resolve("archive_status"));
                        }
                        return FileVisitResult.SKIP_SUBTREE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        if (FILES_LEFT_OUT.contains(file.getFileName().toString())) {
                            return FileVisitResult.CONTINUE;
                        }
                        try {
                            Files.copy(file, target.resolve(source.relativize(file)));
                        } catch (NoSuchFileException e) {
                            return visitFileFailed(file, e);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure)
                            throws IOException {
                        if (failure instanceof NoSuchFileException) {
                            return FileVisitResult.CONTINUE; // Dropped meanwhile: the log says so.
                        }
                        throw failure;
                    }
                });
    }
}
