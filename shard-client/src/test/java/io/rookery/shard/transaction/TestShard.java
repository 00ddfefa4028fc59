package io.rookery.shard.transaction;

import io.rookery.shard.map.Shard;
import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.ShardState;
import io.rookery.shard.postgres.LaunchedPostgres;
import io.rookery.shard.postgres.PlacementSchema;
import io.rookery.shard.postgres.PostgresServers;
import io.rookery.shard.slot.SlotAssignment;
import io.rookery.shard.slot.SlotSet;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A shard for tests: a real pair of Postgres servers that owns every slot. It has the placement
 * schema as storage-service migrates it, and tables of feed-service to write to.
 */
public final class TestShard implements AutoCloseable {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final PostgresServers servers;

    private TestShard(PostgresServers servers) {
        this.servers = servers;
    }

    /** Starts the shard on servers of the launcher. */
    public static TestShard start(Path directory) {
        return on(LaunchedPostgres.start(directory));
    }

    /** Starts the shard on the servers. Returns when the loss of the primary would do no harm. */
    static TestShard on(PostgresServers servers) {
        TestShard shard = new TestShard(servers);
        try {
            servers.awaitSynchronous(MINUTE);
            shard.makeSchemas("rookery");
            return shard;
        } catch (RuntimeException failure) {
            shard.close();
            throw failure;
        }
    }

    /** Creates what the services' migrations create, in one of the databases of the pair. */
    void makeSchemas(String database) {
        run(database, "rookery_storage", "create schema placement");
        run(database, "rookery_storage", "set search_path = placement; " + PlacementSchema.sql());
        run(
                database,
                "rookery_storage",
                "insert into placement.owned_slot select slot, 1 from generate_series(0, 16383) slot");
        run(
                database,
                "rookery_feed",
                """
                create schema feed;
                create table feed.number (slot smallint not null, number bigint not null,
                    primary key (slot, number));
                create table feed.tally (slot smallint primary key, total bigint not null);
                create table feed.outbox (slot smallint not null, id bigint not null,
                    nonce bigint not null default 0, kind text not null, payload text not null,
                    created_at timestamptz not null default now(),
                    next_attempt_at timestamptz not null, attempts int not null default 0,
                    trace_parent text,
                    primary key (slot, id, nonce));
                create index outbox_claim on feed.outbox (kind, next_attempt_at);
                """);
    }

    PostgresServers servers() {
        return servers;
    }

    /** The shard as the shard map describes it. */
    public Shard shard() {
        return shard("shard-0", "rookery");
    }

    Shard shard(String name, String database) {
        return new Shard(name, servers.hosts(), database, 1, ShardState.ACTIVE);
    }

    /** A shard map in which this shard owns every slot. */
    public ShardMap map() {
        return new ShardMap(
                1, List.of(shard()), SlotAssignment.of(Map.of("shard-0", SlotSet.range(0, 16383))));
    }

    public static ShardClientSettings settings() {
        return ShardClientSettings.of("rookery_feed", PostgresServers.PASSWORD);
    }

    static ShardClientSettings settings(Duration deadline) {
        return settings(deadline, settings().passwords());
    }

    static ShardClientSettings settings(Duration deadline, List<String> passwords) {
        ShardClientSettings standard = settings();
        return new ShardClientSettings(
                standard.username(),
                passwords,
                standard.poolSize(),
                standard.standbyPoolSize(),
                deadline,
                deadline,
                standard.socketTimeout(),
                standard.tls());
    }

    /** Runs statements on the primary as the given role. */
    public void run(String database, String role, String sql) {
        try (Connection connection = connect(database, role);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    Connection connect(String database, String role) throws SQLException {
        return connect("primary", database, role);
    }

    /** {@code host:port} of the primary. */
    String primaryHost() {
        return servers.hosts().stream().filter(this::isPrimary).findFirst().orElseThrow();
    }

    private boolean isPrimary(String host) {
        try (Connection connection = connect(host, "primary", "rookery", "rookery_admin")) {
            return !connection.isClosed();
        } catch (SQLException another) {
            return false;
        }
    }

    Connection connectToStandby(String database, String role) throws SQLException {
        return connect("secondary", database, role);
    }

    private Connection connect(String type, String database, String role) throws SQLException {
        return connect(String.join(",", servers.hosts()), type, database, role);
    }

    private static Connection connect(String hosts, String type, String database, String role)
            throws SQLException {
        String options = "?hostRecheckSeconds=0&targetServerType=" + type;
        return DriverManager.getConnection(
                "jdbc:postgresql://" + hosts + "/" + database + options,
                role,
                PostgresServers.PASSWORD);
    }

    @Override
    public void close() {
        servers.close();
    }
}
