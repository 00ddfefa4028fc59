package io.rookery.storage.monitoring.probe;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Probes one Postgres node of a shard: whether it is primary, and which nodes it has heard from. On
 * a primary it also starts the heartbeat, on a separate connection: its commit may have to wait for
 * an unhealthy standby.
 */
final class PostgresProbe implements Probe {

    /** The server is starting up, or shutting down. */
    private static final String CANNOT_CONNECT_NOW = "57P03";

    private static final String ABOUT_ITSELF =
            """
            select pg_is_in_recovery(), current_setting('cluster_name'),
                   (extract(epoch from clock_timestamp()) * 1000)::bigint,
                   (select (extract(epoch from clock_timestamp() - last_msg_receipt_time) * 1000)::bigint
                      from pg_stat_wal_receiver),
                   (select sender_host || ':' || sender_port from pg_stat_wal_receiver),
                   pg_postmaster_start_time()::text,
                   (select substring(conninfo from 'application_name=([^ ]+)') from pg_stat_wal_receiver),
                   host(inet_server_addr()) || ':' || inet_server_port(),
                   exists (select from pg_stat_wal_receiver where status = 'streaming'),
                   case when pg_is_in_recovery() then null
                        else substring(pg_walfile_name(pg_current_wal_lsn()), 1, 8) end
            """;
    private static final String ABOUT_ITS_STANDBYS =
            """
            select application_name, state, sync_state in ('sync', 'quorum'),
                   coalesce((extract(epoch from replay_lag) * 1000)::bigint, 0),
                   (extract(epoch from clock_timestamp() - reply_time) * 1000)::bigint
              from pg_stat_replication where state is not null
            """;

    /** Both queries in one round trip: on a slow network each round trip costs a second. */
    private static final String ALL = ABOUT_ITSELF + ';' + ABOUT_ITS_STANDBYS;

    private static final int HEXADECIMAL = 16;

    private final Component component;
    private final PostgresConnections connections;
    private final DiskProbe heartbeat;
    private final DiskProbe room;
    private final InstantSource clock;
    private @Nullable Connection connection;

    /**
     * @param heartbeat started on a primary only
     * @param room started on every node
     */
    PostgresProbe(
            Component component,
            PostgresConnections connections,
            DiskProbe heartbeat,
            DiskProbe room,
            InstantSource clock) {
        this.component = component;
        this.connections = connections;
        this.heartbeat = heartbeat;
        this.room = room;
        this.clock = clock;
    }

    @Override
    public Component component() {
        return component;
    }

    @Override
    public Answer ask(Duration deadline) throws IOException, RefusedException, NotServingException {
        try {
            Connection open = connection;
            if (open == null) {
                open = connections.open(component.address(), deadline);
                connection = open;
            }
            connections.limit(open, deadline);
            return about(open);
        } catch (SQLException e) {
            PostgresConnections.drop(connection);
            connection = null;
            if (PostgresConnections.isSilence(e)) {
                throw new IOException(e);
            }
            if (CANNOT_CONNECT_NOW.equals(e.getSQLState())) {
                throw new NotServingException(clause(e));
            }
            throw new RefusedException(clause(e));
        }
    }

    private Answer about(Connection open) throws SQLException {
        room.begin();
        try (Statement statement = open.createStatement()) {
            Instant asked = clock.instant();
            statement.execute(ALL);
            Instant answered = clock.instant();
            try (ResultSet row = statement.getResultSet()) {
                row.next();
                Duration skew = ClockSkew.of(asked, Instant.ofEpochMilli(row.getLong(3)), answered);
                Component named = component.named(row.getString(2));
                String started = row.getString(6);
                if (row.getBoolean(1)) {
                    return new Answer(
                            named,
                            standby(row, asked)
                                    .started(started)
                                    .under(ResourcePressure.of(skew, room.diskFull())));
                }
                // The standby may know the primary by another address than ours: the one that it
                // listens on.
                String itsAddress = row.getString(8);
                long timeline = timeline(row.getString(10));
                ComponentReport report =
                        primary(statement, asked).knownAs(itsAddress).onTimeline(timeline);
                @Nullable String full = room.diskFull();
                ResourcePressure strain =
                        ResourcePressure.of(skew, full == null ? heartbeat.diskFull() : full);
                return new Answer(named, report.started(started).under(strain));
            }
        }
    }

    private ComponentReport standby(ResultSet row, Instant asked) throws SQLException {
        ComponentReport report =
                ComponentReport.of(Role.REPLICA, false).streaming(row.getBoolean(9));
        long age = row.getLong(4);
        @Nullable String primary = row.wasNull() ? null : row.getString(5);
        return primary == null
                ? report
                : report.following(primary)
                        .knownAs(nameOf(row.getString(7)))
                        .hearing(Map.of(primary, asked.minusMillis(age)));
    }

    /** Creates the report of a primary, and starts the heartbeat. */
    private ComponentReport primary(Statement statement, Instant asked) throws SQLException {
        List<Replica> replicas = new ArrayList<>();
        Map<String, Instant> heard = new HashMap<>();
        statement.getMoreResults();
        try (ResultSet rows = statement.getResultSet()) {
            while (rows.next()) {
                String name = rows.getString(1);
                String state = rows.getString(2);
                replicas.add(new Replica(nameOf(name), state, rows.getBoolean(3), rows.getLong(4)));
                long age = rows.getLong(5);
                if (!rows.wasNull() && state.equals("streaming")) {
                    heard.put(nameOf(name), asked.minusMillis(age));
                }
            }
        }
        heartbeat.begin();
        return ComponentReport.of(Role.PRIMARY, true).withReplicas(replicas).hearing(heard);
    }

    /** Parses the timeline, with which the name of each WAL file of a primary begins. */
    private static long timeline(@Nullable String walFileStart) {
        return walFileStart == null ? 0 : Long.parseLong(walFileStart, HEXADECIMAL);
    }

    /** Qualifies the standby's name with the shard: it is unique within the shard only. */
    private String nameOf(@Nullable String applicationName) {
        return component.group() + '/' + applicationName;
    }

    private static String clause(SQLException e) {
        return "the probe failed: " + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    @Override
    public void close() {
        PostgresConnections.drop(connection);
        heartbeat.close();
        room.close();
    }
}
