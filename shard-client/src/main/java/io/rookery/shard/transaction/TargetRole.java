package io.rookery.shard.transaction;

import io.rookery.shard.map.Shard;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** Which of a shard's servers a connection is for, and how to connect to it. */
enum TargetRole {
    PRIMARY("primary", Duration.ofMillis(25)),
    /** Only a read whose primary is unavailable waits for it, so it is tried less often. */
    STANDBY("secondary", Duration.ofMillis(500)),
    /** One host, whatever its role. */
    ANY("any", Duration.ofMillis(500));

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration HEAD_START = Duration.ofMillis(250);

    private final String targetServerType;
    private final Duration retryInterval;

    TargetRole(String targetServerType, Duration retryInterval) {
        this.targetServerType = targetServerType;
        this.retryInterval = retryInterval;
    }

    /**
     * Makes the server end idle transactions and abandoned requests. A frozen client must not keep
     * its fence, and the slot's move waiting, forever. A client that has given up needs no
     * response.
     */
    private static final String FOR_SERVICES =
            "-c idle_in_transaction_session_timeout=10s -c client_connection_check_interval=1s";

    /**
     * While a migration waits for a table lock, no other transaction gets the table, so the wait is
     * limited.
     */
    private static final String FOR_MIGRATIONS = FOR_SERVICES + " -c lock_timeout=1s";

    /** Unpooled connections to each host, one try each. */
    List<DataSource> hostsOf(Shard shard, ShardClientSettings settings) {
        return shard.hosts().stream().map(host -> at(host, shard, settings)).toList();
    }

    /** Unpooled connections to one host, one try each. */
    DataSource at(String host, Shard shard, ShardClientSettings settings) {
        return new PasswordRotatingDataSource(
                postgres(host, shard, settings, settings.socketTimeout(), FOR_SERVICES),
                settings.username(),
                settings.passwords());
    }

    /**
     * Unpooled connections for migrations. Statements have no time limit, except while they wait
     * for a lock. TCP keepalive detects that the other host is down.
     */
    DataSource forMigrationsOf(Shard shard, ShardClientSettings settings) {
        List<DataSource> hosts =
                shard.hosts().stream().map(host -> atForMigrations(host, shard, settings)).toList();
        return of(hosts, ConnectionValidator.ANY);
    }

    /** Connections to the first of the hosts that accepts; retries until one does. */
    RacingDataSource of(List<? extends DataSource> hosts, ConnectionValidator admission) {
        boolean isExclusive = this == PRIMARY;
        return new RacingDataSource(
                hosts, isExclusive, admission, HEAD_START, retryInterval, PATIENCE);
    }

    private DataSource atForMigrations(String host, Shard shard, ShardClientSettings settings) {
        PGSimpleDataSource postgres =
                postgres(host, shard, settings, Duration.ZERO, FOR_MIGRATIONS);
        postgres.setSocketFactory(KeepAliveSocketFactory.class.getName());
        return new PasswordRotatingDataSource(postgres, settings.username(), settings.passwords());
    }

    private PGSimpleDataSource postgres(
            String host,
            Shard shard,
            ShardClientSettings settings,
            Duration socketTimeout,
            String options) {
        PGSimpleDataSource postgres = new PGSimpleDataSource();
        int colon = host.lastIndexOf(':');
        postgres.setServerNames(new String[] {host.substring(0, colon)});
        postgres.setPortNumbers(new int[] {Integer.parseInt(host.substring(colon + 1))});
        postgres.setDatabaseName(shard.database());
        try {
            configure(postgres, socketTimeout.toSeconds(), options);
            settings.tls().applyTo(postgres);
        } catch (SQLException impossible) {
            throw new IllegalStateException(impossible);
        }
        return postgres;
    }

    private void configure(PGSimpleDataSource postgres, long socketTimeoutSeconds, String options)
            throws SQLException {
        postgres.setProperty(PGProperty.TARGET_SERVER_TYPE, targetServerType);
        postgres.setProperty(PGProperty.CONNECT_TIMEOUT, "1");
        postgres.setProperty(PGProperty.SOCKET_TIMEOUT, Long.toString(socketTimeoutSeconds));
        // it limits the whole login: several responses, each of which may take the socket timeout
        postgres.setProperty(PGProperty.LOGIN_TIMEOUT, Long.toString(2 * socketTimeoutSeconds));
        postgres.setProperty(PGProperty.TCP_KEEP_ALIVE, "true");
        postgres.setProperty(PGProperty.GSS_ENC_MODE, "disable");
        postgres.setProperty(PGProperty.REWRITE_BATCHED_INSERTS, "true");
        postgres.setProperty(PGProperty.OPTIONS, options);
    }
}
