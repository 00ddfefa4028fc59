package io.rookery.launcher.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes the configuration files of a node, before each start. */
final class PostgresConfiguration {
    /** A name that no standby has. While it is the synchronous standby, every commit waits. */
    static final String NO_STANDBY_YET = "no_standby_verified_yet";

    /**
     * The number of SCRAM iterations. The default of 4096 protects passwords that can be guessed.
     * These passwords are random, and hashing was half of the cost of a connection just when all
     * connections are reopened.
     */
    static final int SCRAM_ITERATIONS = 64;

    private PostgresConfiguration() {}

    /**
     * Writes the configuration that primary and standby share, including {@code pg_hba.conf}.
     *
     * @param name the node's name
     * @param port the node's port
     * @param fsync whether data survive a crash of the operating system
     */
    static void write(Path data, String name, int port, boolean fsync) throws IOException {
        write(
                data.resolve("postgresql.conf"),
                """
                cluster_name = '%s'
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                max_connections = 100
                shared_buffers = 16MB
                fsync = %s
                synchronous_commit = on
                wal_level = logical
                # Room for the moves of slots that can still be undone: each is a subscription here or
                # there, and a replication slot on the other side.
                max_replication_slots = 40
                max_wal_senders = 40
                max_active_replication_origins = 40
                max_logical_replication_workers = 24
                max_worker_processes = 32
                min_wal_size = 32MB
                max_wal_size = 128MB
                max_slot_wal_keep_size = 512MB
                wal_sender_timeout = 5s
                # After half of this time without a message, the standby requests a reply.
                wal_receiver_timeout = 3s
                wal_receiver_status_interval = 1s
                wal_retrieve_retry_interval = 200ms
                scram_iterations = %d
                io_method = sync
                jit = off
                autovacuum_max_workers = 1
                timezone = 'UTC'
                log_timezone = 'UTC'
                log_checkpoints = off
                # Statements may contain passwords and private texts.
                log_min_error_statement = panic
                log_line_prefix = '%%m [%%p] %%q%%u@%%d '
                """
                        .formatted(name, port, fsync ? "on" : "off", SCRAM_ITERATIONS));
        write(
                data.resolve("pg_hba.conf"),
                """
                host all all 127.0.0.1/32 scram-sha-256
                host replication rookery_admin 127.0.0.1/32 scram-sha-256
                """);
    }

    /**
     * Configures the node as a primary whose commits wait for the named standbys; for none if
     * empty.
     */
    static void makePrimary(Path data, String synchronousStandbys) throws IOException {
        write(
                data.resolve("postgresql.auto.conf"),
                "synchronous_standby_names = '%s'\n".formatted(synchronousStandbys));
    }

    /**
     * Configures the node as a standby. Drops the primary's settings that came with the copy: its
     * list of synchronous standbys would block every commit after a promotion.
     *
     * @param name the name that the primary lists, and the name of the replication slot
     * @param primaryPort the primary's port
     * @param password the password of {@code rookery_admin}
     */
    static void makeStandby(Path data, String name, int primaryPort, String password)
            throws IOException {
        write(
                data.resolve("postgresql.auto.conf"),
                """
                primary_conninfo = 'host=127.0.0.1 port=%d user=rookery_admin password=%s \
                application_name=%s sslmode=disable gssencmode=disable'
                primary_slot_name = '%s'
                """
                        .formatted(primaryPort, quoted(password), name, name));
        write(data.resolve("standby.signal"), "");
    }

    static boolean isStandby(Path data) {
        return Files.exists(data.resolve("standby.signal"));
    }

    /** Quotes a value of a connection string that is itself a value in a configuration file. */
    private static String quoted(String value) {
        String inConnectionString = value.replace("\\", "\\\\").replace("'", "\\'");
        return "''" + inConnectionString.replace("\\", "\\\\").replace("'", "''") + "''";
    }

    private static void write(Path file, String content) throws IOException {
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
