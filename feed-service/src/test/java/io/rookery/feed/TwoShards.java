package io.rookery.feed;

import io.rookery.launcher.port.FreePorts;
import io.rookery.launcher.postgres.PostgresPair;
import io.rookery.launcher.postgres.PostgresPairSettings;
import io.rookery.shard.map.Shard;
import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.ShardMaps;
import io.rookery.shard.map.ShardState;
import io.rookery.shard.slot.SlotAssignment;
import io.rookery.shard.slot.SlotSet;
import io.rookery.shard.slot.Slots;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Two shards as two databases of one Postgres server. Slots below 8192 are in the first database,
 * the others in the second. Both have the schemas of placement and of feed-service.
 */
public final class TwoShards implements AutoCloseable {

    /** A slot that is on the first shard. */
    public static final int FIRST = 17;

    /** A slot that is on the second shard. */
    public static final int SECOND = 9000;

    private static final String PASSWORD = "rookery";

    private final PostgresPair postgres;
    private final ShardMap map;

    private TwoShards(PostgresPair postgres) {
        this.postgres = postgres;
        SlotSet lower = SlotSet.range(0, 8191);
        SlotSet upper = SlotSet.range(8192, Slots.COUNT - 1);
        this.map =
                new ShardMap(
                        1,
                        List.of(shard("shard-0", "rookery"), shard("shard-1", "rookery_upper")),
                        SlotAssignment.of(Map.of("shard-0", lower, "shard-1", upper)));
    }

    public static TwoShards start(Path directory) {
        PostgresPair postgres =
                PostgresPair.start(
                        PostgresPairSettings.of("shard", directory, FreePorts.reserve(1))
                                .withoutStandby()
                                .withFsync(false));
        TwoShards shards = new TwoShards(postgres);
        try {
            shards.admin("rookery").sql("create database rookery_upper").update();
            shards.provision("rookery", "0", "8191");
            shards.provision("rookery_upper", "8192", "16383");
            return shards;
        } catch (RuntimeException e) {
            postgres.close();
            throw e;
        }
    }

    private Shard shard(String name, String database) {
        return new Shard(name, postgres.hosts(), database, 1, ShardState.ACTIVE);
    }

    private void provision(String database, String firstSlot, String lastSlot) {
        JdbcClient admin = admin(database);
        migrate(
                database,
                "rookery_admin",
                "placement",
                "filesystem:../storage-service/src/main/resources/db/migration");
        admin.sql(
                        "insert into placement.owned_slot select generate_series(%s, %s), 1"
                                .formatted(firstSlot, lastSlot))
                .update();
        admin.sql("grant create on database %s to rookery_feed".formatted(database)).update();
        admin.sql(
                        "alter role rookery_feed in database %s set search_path = feed, public"
                                .formatted(database))
                .update();
        migrate(database, "rookery_feed", "feed", "classpath:db/migration");
    }

    private void migrate(String database, String role, String schema, String migrations) {
        Flyway.configure()
                .dataSource(url(database), role, PASSWORD)
                .defaultSchema(schema)
                .locations(migrations)
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .load()
                .migrate();
    }

    public ShardMaps maps() {
        return ShardMaps.of(map);
    }

    /** Makes the shard that owns the slot unreachable. */
    public void cut(int slot) {
        allow(slot, false);
        admin("postgres")
                .sql(
                        "select pg_terminate_backend(pid) from pg_stat_activity where datname = '%s'"
                                .formatted(map.shardOf(slot).database()))
                .query((_, _) -> true)
                .list();
    }

    public void restore(int slot) {
        allow(slot, true);
    }

    private void allow(int slot, boolean connections) {
        admin("postgres")
                .sql(
                        "alter database %s allow_connections %s"
                                .formatted(map.shardOf(slot).database(), connections))
                .update();
    }

    /** Returns a superuser connection to the shard that owns the slot. */
    public JdbcClient admin(int slot) {
        return admin(map.shardOf(slot).database());
    }

    private JdbcClient admin(String database) {
        return JdbcClient.create(
                new DriverManagerDataSource(url(database), "rookery_admin", PASSWORD));
    }

    private String url(String database) {
        return "jdbc:postgresql://" + postgres.hosts().getFirst() + "/" + database;
    }

    @Override
    public void close() {
        postgres.close();
    }
}
