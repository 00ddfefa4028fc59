package io.rookery.launcher.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/** Creates the database and the roles of the services. Idempotent. */
final class Provisioning {
    private static final Duration STATEMENT_LIMIT = Duration.ofSeconds(30);
    private static final String DATABASE = "rookery";

    private Provisioning() {}

    /** Provisions a primary. Sets the passwords of the roles. */
    static void apply(PostgresNode primary, PostgresPasswords passwords) throws SQLException {
        Map<String, String> roles =
                Map.of(
                        "storage", passwords.storage(),
                        "users", passwords.users(),
                        "feed", passwords.feed());
        Map<String, String> schemas =
                Map.of("storage", "placement", "users", "users", "feed", "feed");
        try (PostgresSession session = primary.open(STATEMENT_LIMIT)) {
            if (session.query("select 1 from pg_database where datname = ?", DATABASE).isEmpty()) {
                session.execute("create database " + DATABASE);
            }
            for (var role : roles.entrySet()) {
                String name = "rookery_" + role.getKey();
                provide(session, name, role.getValue());
                session.execute(
                        "alter role %s in database %s set search_path = %s, public"
                                .formatted(name, DATABASE, schemas.get(role.getKey())));
            }
            // The control plane reads the state of replication.
            session.execute("grant pg_read_all_stats to rookery_storage");
            // Moves of slots copy the rows of all services.
            provide(session, "rookery_move", passwords.move());
            session.execute("alter role rookery_move replication");
            session.execute(
                    """
                    grant rookery_storage, rookery_users, rookery_feed, pg_create_subscription,
                        pg_read_all_stats to rookery_move
                    """);
        }
    }

    private static void provide(PostgresSession session, String role, String password)
            throws SQLException {
        if (session.query("select 1 from pg_roles where rolname = ?", role).isEmpty()) {
            session.execute("create role " + role + " login");
        }
        session.execute("alter role " + role + " password '" + password.replace("'", "''") + "'");
        session.execute("grant create on database " + DATABASE + " to " + role);
    }
}
