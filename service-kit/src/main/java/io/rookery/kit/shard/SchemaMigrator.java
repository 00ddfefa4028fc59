package io.rookery.kit.shard;

import io.rookery.shard.map.Shard;
import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.ShardMaps;
import io.rookery.shard.schema.SchemaReadiness;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the service's schema up to date on every shard of the map, also on those that are about to
 * join, and announces it. What fails is tried again for as long as the service runs.
 */
public final class SchemaMigrator implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SchemaMigrator.class);
    private static final Duration RETRY = Duration.ofMillis(500);

    private final String service;
    private final String schema;
    private final ShardMaps maps;
    private final SchemaReadiness readiness;
    private final Function<String, DataSource> primaryOf;

    /** The version that each migrated shard has. */
    private final Map<String, String> migrated = new ConcurrentHashMap<>();

    private final Semaphore changes = new Semaphore(1);
    private final Thread worker = Thread.ofVirtual().name("schema-migrator").unstarted(this::work);
    private ShardMaps.@Nullable Registration registration;

    SchemaMigrator(
            String service,
            String schema,
            ShardMaps maps,
            SchemaReadiness readiness,
            Function<String, DataSource> primaryOf) {
        this.service = service;
        this.schema = schema;
        this.maps = maps;
        this.readiness = readiness;
        this.primaryOf = primaryOf;
    }

    void start() {
        registration = maps.onChange(_ -> changes.release());
        worker.start();
    }

    /** Whether every shard of the map has the service's schema. */
    public boolean hasMigrated(ShardMap map) {
        return map.shards().stream().map(Shard::name).allMatch(migrated::containsKey);
    }

    @Override
    public void close() {
        if (registration != null) {
            registration.close();
        }
        worker.interrupt();
    }

    private void work() {
        try {
            while (true) {
                boolean isDone = maps.current().map(this::migrateAll).orElse(true);
                if (isDone) {
                    changes.acquire();
                } else if (changes.tryAcquire(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
                    log.debug("The shard map has changed during a migration");
                }
                changes.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean migrateAll(ShardMap map) {
        boolean isDone = true;
        for (Shard shard : map.shards()) {
            isDone &= migrate(shard.name());
        }
        return isDone;
    }

    /** Announces what is migrated already, too: ZooKeeper may have lost it. */
    private boolean migrate(String shard) {
        try {
            String version = migrated.get(shard);
            if (version == null) {
                version = applied(shard);
            }
            readiness.announce(shard, service, version);
            migrated.put(shard, version);
            return true;
        } catch (RuntimeException e) {
            log.warn("The schema {} of {} cannot be migrated now, trying again", schema, shard, e);
            return false;
        }
    }

    private String applied(String shard) {
        Flyway flyway =
                Flyway.configure()
                        .dataSource(primaryOf.apply(shard))
                        .locations("classpath:db/migration")
                        .defaultSchema(schema)
                        .load();
        int applied = flyway.migrate().migrationsExecuted;
        log.info(
                "The schema {} of {} is up to date, {} steps were missing", schema, shard, applied);
        return versionOf(flyway);
    }

    private static String versionOf(Flyway flyway) {
        var current = flyway.info().current();
        return current == null ? "0" : String.valueOf(current.getVersion());
    }
}
