package io.rookery.storage.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rookery.kit.shard.DatabaseLogin;
import io.rookery.launcher.port.FreePorts;
import io.rookery.launcher.postgres.PostgresPair;
import io.rookery.launcher.postgres.PostgresPairSettings;
import io.rookery.shard.map.Shard;
import io.rookery.shard.map.ShardState;
import io.rookery.shard.slot.SlotSet;
import io.rookery.shard.transaction.ShardTls;
import io.rookery.storage.placement.PlacementConfiguration.LedgerClient;
import io.rookery.storage.placement.SlotLedger.StaleEpochException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacementSchemaIT {

    private static PostgresPair postgres;
    private static LedgerClient client;
    private static SlotLedger ledger;

    @BeforeAll
    static void start(@TempDir Path directory) {
        postgres =
                PostgresPair.start(
                        PostgresPairSettings.of("shard-0", directory, FreePorts.reserve(1))
                                .withoutStandby()
                                .withFsync(false));
        Shard shard = new Shard("shard-0", postgres.hosts(), "rookery", 1, ShardState.JOINING);
        client =
                LedgerClient.open(
                        List.of(shard),
                        new DatabaseLogin("rookery_storage", List.of("rookery"), ShardTls.NONE));
        ledger = new PostgresSlotLedger(client.shards());
        assertThat(ledger.read("shard-0")).isEqualTo(SlotLedger.Entry.EMPTY); // before migration
        Flyway.configure()
                .dataSource(postgres.jdbcUrl(), "rookery_storage", "rookery")
                .defaultSchema("placement")
                .load()
                .migrate();
    }

    @AfterAll
    static void stop() {
        client.close();
        postgres.close();
    }

    @BeforeEach
    void ownTheLowerHalf() throws SQLException {
        try (Connection admin = connect("rookery_admin")) {
            run(admin, "truncate placement.owned_slot");
        }
        ledger.write("shard-0", SlotSet.range(0, 8191), 4);
    }

    @Test
    void remembersTheSlotsAndTheLatestEpoch() {
        assertThat(ledger.read("shard-0"))
                .isEqualTo(new SlotLedger.Entry(SlotSet.range(0, 8191), 4));
        ledger.write("shard-0", SlotSet.parse("5-6,9000"), 6);
        assertThat(ledger.read("shard-0"))
                .isEqualTo(new SlotLedger.Entry(SlotSet.parse("5-6,9000"), 6));
    }

    @Test
    void mayBeToldTheSameTwice() {
        ledger.write("shard-0", SlotSet.range(0, 8191), 4);
        assertThat(ledger.read("shard-0").slots().size()).isEqualTo(8192);
    }

    @Test
    void refusesAnEpochBeforeItsOwn() {
        assertThatThrownBy(() -> ledger.write("shard-0", SlotSet.range(0, 1), 3))
                .isInstanceOf(StaleEpochException.class);
        assertThat(ledger.read("shard-0").slots().size()).isEqualTo(8192);
    }

    @Test
    void letsEveryServicePassTheFenceOfAnOwnedSlotOnly() throws SQLException {
        for (String role : List.of("rookery_users", "rookery_feed", "rookery_storage")) {
            try (Connection service = connect(role)) {
                run(service, "select placement.fence(8191)");
                run(service, "select placement.check_slots('{0,8191}')");
                assertRefused(() -> run(service, "select placement.fence(8192)"));
                assertRefused(() -> run(service, "select placement.fence(-1)"));
                assertRefused(() -> run(service, "select placement.fence(null)"));
                assertRefused(() -> run(service, "select placement.check_slots('{0,8192}')"));
                assertRefused(() -> run(service, "select placement.check_slots('{null}')"));
                run(service, "select placement.check_slots('{0,1,2,3,4,5,6,7,8191}')");
                assertRefused(() ->
                        run(service, "select placement.check_slots('{0,1,2,3,4,5,6,7,8192}')"));
            }
        }
    }

    @Test
    void doesNotTakeNoSlotsAtAllForOwnedOnes() throws SQLException {
        try (Connection service = connect("rookery_feed")) {
            assertThatThrownBy(() -> run(service, "select placement.check_slots(null)"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void keepsServicesFromChangingWhatTheShardOwns() throws SQLException {
        try (Connection service = connect("rookery_users")) {
            assertThatThrownBy(() -> run(service, "delete from placement.owned_slot"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void holdsAMoveBackUntilTheWriteIsOverAndRefusesTheNextOne() throws Exception {
        try (Connection writer = connect("rookery_feed");
                Connection mover = connect("rookery_storage");
                Connection admin = connect("rookery_admin");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            writer.setAutoCommit(false);
            run(writer, "select placement.fence(7)");
            mover.setAutoCommit(false);
            Future<?> move =
                    threads.submit(() -> {
                        run(mover, "select pg_advisory_xact_lock(20041, 7)");
                        run(mover, "delete from placement.owned_slot where slot = 7");
                        return null;
                    });
            await().atMost(Duration.ofSeconds(30)).until(() -> waitsForALock(admin));
            assertThat(move.isDone()).isFalse();

            writer.commit();
            move.get();
            Future<?> late = threads.submit(() -> assertRefused(() -> fence(7)));
            await().atMost(Duration.ofSeconds(30)).until(() -> waitsForALock(admin));
            mover.commit();
            late.get();
        }
    }

    private static void fence(int slot) throws SQLException {
        try (Connection writer = connect("rookery_users")) {
            run(writer, "select placement.fence(" + slot + ")");
        }
    }

    private static boolean waitsForALock(Connection admin) throws SQLException {
        try (Statement statement = admin.createStatement();
                var rows =
                        statement.executeQuery(
                                "select from pg_locks where locktype = 'advisory' and not granted")) {
            return rows.next();
        }
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refused -> assertThat(refused.getSQLState()).isEqualTo("RK001"));
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(String role) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), role, "rookery");
    }
}
