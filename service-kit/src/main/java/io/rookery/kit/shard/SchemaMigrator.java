package io.rookery.kit.shard;

import io.rookery.shard.map.Shard;
import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.ShardMaps;
import io.rookery.shard.schema.SchemaReadiness;
import io.rookery.worker.BackOff;
import io.rookery.worker.WakeUp;
import io.rookery.worker.WorkerThread;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Migrates the service's schema on every shard of the map, also on joining shards, and announces
 * it. Failures are retried for as long as the service runs. A step that does not get its lock
 * within a second fails, so that it does not block the service's users.
 */
public final class SchemaMigrator implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SchemaMigrator.class);
    private static final int LONGEST_LOOK_MILLIS = 10_000;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final BackOff BACK_OFF = BackOff.of(Duration.ofMillis(500), LONGEST_PAUSE);

    private final String service;
    private final String schema;
    private final ShardMaps maps;
    private final SchemaReadiness readiness;
    private final Function<String, DataSource> primaryOf;
    private final Duration patience;

    /** By shard, the schema version of each shard that is migrated. */
    private final Map<String, String> migrated = new ConcurrentHashMap<>();

    /** Shards that do not answer, and that had this schema when they last answered. */
    private final Set<String> trusted = ConcurrentHashMap.newKeySet();

    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final WakeUp changed = new WakeUp();
    private final Thread worker = WorkerThread.of("schema-migrator", LONGEST_PAUSE, this::work);
    private final long begun = System.nanoTime();
    private ShardMaps.@Nullable Registration registration;

    /**
     * @param patience how long to wait for a shard that does not answer before its announced
     *     version in ZooKeeper is trusted
     */
    SchemaMigrator(
            String service,
            String schema,
            ShardMaps maps,
            SchemaReadiness readiness,
            Function<String, DataSource> primaryOf,
            Duration patience) {
        this.service = service;
        this.schema = schema;
        this.maps = maps;
        this.readiness = readiness;
        this.primaryOf = primaryOf;
        this.patience = patience;
    }

    void start() {
        registration = maps.onChange(_ -> changed.signal());
        worker.start();
    }

    /**
     * Whether every shard of the map has the service's schema. A shard that has not answered for a
     * while counts if this version of its schema was announced before. So a shard that is down does
     * not stop an instance from serving the others.
     */
    public boolean hasMigrated(ShardMap map) {
        return map.shards().stream()
                .map(Shard::name)
                .allMatch(shard -> migrated.containsKey(shard) || trusted.contains(shard));
    }

    @Override
    public void close() {
        if (registration != null) {
            registration.close();
        }
        WorkerThread.end(worker);
    }

    private void work() throws InterruptedException {
        int failures = 0;
        while (true) {
            boolean isDone = maps.current().map(this::migrateAll).orElse(true);
            if (isDone) {
                failures = 0;
                changed.await();
            } else if (changed.await(BACK_OFF.after(failures + 1))) {
                log.debug("The shard map has changed during a migration");
            } else {
                failures++;
            }
        }
    }

    private boolean migrateAll(ShardMap map) {
        boolean isDone = true;
        for (Shard shard : map.shards()) {
            isDone &= migrate(shard.name());
        }
        for (Shard shard : map.shards()) {
            if (!migrated.containsKey(shard.name())) {
                trustIfAnnounced(shard.name());
            }
        }
        return isDone;
    }

    /** Migrates a shard if necessary. Always announces its version: ZooKeeper may have lost it. */
    private boolean migrate(String shard) {
        try {
            String version = migrated.get(shard);
            if (version == null) {
                version = applied(shard);
            }
            migrated.put(shard, version);
            trusted.remove(shard);
            readiness.announce(shard, service, version);
            failing.remove(shard);
            return true;
        } catch (RuntimeException e) {
            if (maps.current().flatMap(map -> map.shard(shard)).isEmpty()) {
                return true; // the shard has left meanwhile
            }
            if (failing.add(shard)) {
                log.warn(
                        "The schema {} of {} cannot be migrated now, trying again",
                        schema,
                        shard,
                        e);
            }
            return false;
        }
    }

    private void trustIfAnnounced(String shard) {
        if (System.nanoTime() - begun < patience.toNanos() || trusted.contains(shard)) {
            return;
        }
        try {
            String announced = readiness.announced(shard).get(service);
            if (announced != null && isAsNewAsOurs(announced)) {
                trusted.add(shard);
                log.warn(
                        "{} does not answer; its schema {} is assumed to be up to date",
                        shard,
                        schema);
            }
        } catch (RuntimeException e) {
            log.debug("The schema records of {} cannot be read", shard, e);
        }
    }

    /**
     * Compares with the version of the shards that this instance has migrated; false as long as it
     * has migrated none.
     */
    private boolean isAsNewAsOurs(String announced) {
        MigrationVersion version = MigrationVersion.fromVersion(announced);
        return migrated.values().stream()
                .anyMatch(ours -> MigrationVersion.fromVersion(ours).compareTo(version) <= 0);
    }

    /** Applies missing steps. Only they may take any time; the checks have a network timeout. */
    private String applied(String shard) {
        DataSource primary = primaryOf.apply(shard);
        Flyway look = flyway(new WithinLimit(primary));
        MigrationInfoService found = look.info();
        int applied = 0;
        if (found.pending().length > 0) {
            applied = flyway(primary).migrate().migrationsExecuted;
            found = look.info();
        } else {
            look.validate();
        }
        log.info(
                "The schema {} of {} is up to date; {} migrations were applied",
                schema,
                shard,
                applied);
        return versionOf(found);
    }

    private Flyway flyway(DataSource primary) {
        return Flyway.configure()
                .dataSource(primary)
                .locations("classpath:db/migration")
                .defaultSchema(schema)
                // A transactional lock would block concurrent index builds: they wait for every
                // transaction.
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .load();
    }

    /** Gives connections a network timeout for checks. */
    private static final class WithinLimit extends DelegatingDataSource {

        WithinLimit(DataSource primary) {
            super(primary);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            connection.setNetworkTimeout(Runnable::run, LONGEST_LOOK_MILLIS);
            return connection;
        }
    }

    private static String versionOf(MigrationInfoService found) {
        var current = found.current();
        return current == null ? "0" : String.valueOf(current.getVersion());
    }
}
