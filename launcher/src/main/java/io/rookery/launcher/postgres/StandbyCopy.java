package io.rookery.launcher.postgres;

import io.rookery.launcher.process.Directories;
import io.rookery.launcher.process.DurableFile;
import io.rookery.launcher.process.LaunchException;
import io.rookery.launcher.process.ThrottledCopy;
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
import java.util.concurrent.locks.LockSupport;

/**
 * Copies a running primary into the data of a new standby with Postgres' low-level backup API,
 * because the binaries do not include pg_basebackup.
 */
final class StandbyCopy {
    /** Directories whose contents belong to the running primary and are not copied. */
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

    /** Copies one file. */
    @FunctionalInterface
    interface FileCopy {
        void copy(Path source, Path target) throws IOException;
    }

    private static final Duration STATEMENT_LIMIT = Duration.ofSeconds(60);
    private static final Duration GIVE_UP_LIMIT = Duration.ofSeconds(5);

    private final PostgresNode primary;
    private final PostgresNode standby;
    private final boolean fsync;

    StandbyCopy(PostgresNode primary, PostgresNode standby, boolean fsync) {
        this.primary = primary;
        this.standby = standby;
        this.fsync = fsync;
    }

    /**
     * Checks that the standby's disk has room for a copy, before anything is deleted or requested
     * from the primary.
     *
     * @throws LaunchException when it has not
     */
    void requireRoom() throws IOException {
        long needed = Directories.size(primary.data(), CONTENTS_LEFT_OUT) + DiskWatch.ROOM_TO_START;
        long free = standby.freeBytes();
        long given =
                Directories.size(standby.data(), Set.of()) + Directories.size(fresh(), Set.of());
        if (free < needed - given) {
            throw new LaunchException(
                    "the disk of %s has only %d MB left, and %d MB more are needed for a copy"
                            .formatted(standby, free >> 20, (needed - given - free) >> 20));
        }
    }

    private Path fresh() {
        return standby.data().resolveSibling("data.new");
    }

    /**
     * Replaces the standby's data with a copy, and reserves the log that it needs with a
     * replication slot on the primary. If that fails, deletes both so that they take no space.
     */
    void make() throws IOException, SQLException {
        try {
            replace(primary.data(), fresh());
        } catch (IOException | SQLException e) {
            giveUp(e);
            throw e;
        }
    }

    private void giveUp(Exception failure) {
        try {
            Directories.delete(fresh());
            try (PostgresSession session = primary.open(GIVE_UP_LIMIT)) {
                dropSlot(session);
            }
        } catch (IOException | SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private void replace(Path source, Path fresh) throws IOException, SQLException {
        Directories.delete(standby.data());
        Directories.delete(fresh);
        Files.createDirectories(fresh.getParent());
        // The session that starts a backup must stay open until it has stopped it.
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

    /** Recreates the standby's replication slot: an old one may be too far behind. */
    private void reserveLog(PostgresSession session) throws SQLException {
        dropSlot(session);
        session.query(
                "select pg_create_physical_replication_slot(?, immediately_reserve => true)",
                standby.replicationName());
    }

    private void dropSlot(PostgresSession session) throws SQLException {
        String slot = standby.replicationName();
        session.query(
                "select pg_terminate_backend(active_pid, 5000) from pg_replication_slots"
                        + " where slot_name = ? and active_pid is not null",
                slot);
        session.query(
                "select pg_drop_replication_slot(slot_name) from pg_replication_slots"
                        + " where slot_name = ?",
                slot);
    }

    /** Copies what is there in parts, so that the primary's commits need not wait for its disk. */
    private void copy(Path source, Path target) throws IOException {
        if (!fsync) {
            copy(source, target, Files::copy);
            return;
        }
        var throttled =
                new ThrottledCopy(
                        System::nanoTime, pause -> LockSupport.parkNanos(pause.toNanos()));
        copy(source, target, throttled::copy);
        throttled.finish();
    }

    /**
     * Copies what a standby needs of a primary's data into a directory that does not exist yet.
     * What is dropped meanwhile is left out.
     */
    static void copy(Path source, Path target, FileCopy files) throws IOException {
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
                            files.copy(file, target.resolve(source.relativize(file)));
                        } catch (NoSuchFileException e) {
                            return visitFileFailed(file, e);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure)
                            throws IOException {
                        if (failure instanceof NoSuchFileException) {
                            return FileVisitResult
                                    .CONTINUE; // Dropped meanwhile: the log contains that.
                        }
                        throw failure;
                    }
                });
    }
}
