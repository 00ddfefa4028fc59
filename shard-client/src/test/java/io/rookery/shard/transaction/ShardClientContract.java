package io.rookery.shard.transaction;

import static io.rookery.shard.transaction.NumberRows.count;
import static io.rookery.shard.transaction.NumberRows.countOf;
import static io.rookery.shard.transaction.NumberRows.insert;
import static io.rookery.shard.transaction.NumberRows.numbers;
import static io.rookery.shard.transaction.NumberRows.rows;
import static io.rookery.shard.transaction.NumberRows.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rookery.shard.map.Shard;
import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.ShardMaps;
import io.rookery.shard.postgres.PostgresServers;
import io.rookery.shard.slot.SlotAssignment;
import io.rookery.shard.slot.SlotSet;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Contract tests of the client on real servers, for every way to run them. The two shards are two
 * databases of one pair; shard-1 owns the upper half of the slots.
 */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
abstract class ShardClientContract {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final int LOWER = 100;
    private static final int UPPER = 9000;

    private TestShard postgres;
    private ShardClient client;

    /** New servers on free ports. */
    abstract PostgresServers servers(Path directory);

    @BeforeAll
    void start(@TempDir Path directory) {
        postgres = TestShard.on(servers(directory));
        postgres.run("rookery", "rookery_admin", "create database other");
        postgres.run(
                "other",
                "rookery_admin",
                "grant create on database other to rookery_storage, rookery_feed");
        postgres.run(
                "other",
                "rookery_admin",
                "alter role rookery_storage in database other set search_path = placement;"
                        + "alter role rookery_feed in database other set search_path = feed");
        postgres.makeSchemas("other");
        postgres.run(
                "rookery", "rookery_storage", "delete from placement.owned_slot where slot > 8191");
        postgres.run(
                "other", "rookery_storage", "delete from placement.owned_slot where slot < 8192");
        client = open(ShardMaps.of(split(2)), LONG);
        await().until(() -> client.read(UPPER, NumberRows::count) == 0);
    }

    @AfterAll
    void stop() {
        if (postgres != null) {
            client.close();
            postgres.close();
        }
    }

    @Test
    void commitsWhatIsWrittenToTheShardOfTheSlot() {
        long number = write(client, UPPER);

        assertThat(countOf(client, UPPER, number)).isEqualTo(1);
        assertThat(client.shardOf(UPPER)).hasValue("shard-1");
    }

    @Test
    void logsInBeforeAndAfterThePasswordIsChangedWhenItKnowsBoth() {
        String change = "alter role rookery_feed password '%s';";
        String end =
                "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'rookery_feed'";
        var settings = TestShard.settings(LONG, List.of(PostgresServers.PASSWORD, "renewed"));
        try (var renewed = ShardClient.open(ShardMaps.of(split(2)), settings, () -> LONG)) {
            write(renewed, LOWER);
            postgres.run("rookery", "rookery_admin", change.formatted("renewed") + end);

            long number = write(renewed, LOWER);

            assertThat(countOf(renewed, LOWER, number)).isEqualTo(1);
        } finally {
            String old = change.formatted(PostgresServers.PASSWORD);
            postgres.run("rookery", "rookery_admin", old);
        }
    }

    @Test
    void rollsBackWhenTheWorkThrows() {
        long number = NumberRows.next();

        assertThatThrownBy(() ->
                        client.write(
                                LOWER,
                                jdbc -> {
                                    insert(jdbc, LOWER, number);
                                    throw new IllegalArgumentException("no");
                                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(countOf(client, LOWER, number)).isZero();
    }

    @Test
    void throwsSpringsExceptionForWhatTheDatabaseRefuses() {
        long number = write(client, LOWER);

        assertThatThrownBy(() ->
                        client.write(
                                LOWER,
                                jdbc ->
                                        jdbc.sql("insert into number values (?, ?)")
                                                .param(LOWER)
                                                .param(number)
                                                .update()))
                .isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void refusesAWriteToASlotThatTheShardDoesNotOwn() {
        long number = NumberRows.next();
        try (ShardClient misled = open(ShardMaps.of(lowerOwnsAll(1)), Duration.ofSeconds(1))) {
            assertThatThrownBy(() -> misled.write(UPPER, jdbc -> insert(jdbc, UPPER, number)))
                    .isInstanceOfSatisfying(
                            ShardUnavailableException.class,
                            failure -> assertThat(failure.outcomeUnknown()).isFalse());
            assertThatThrownBy(() -> misled.read(UPPER, NumberRows::count))
                    .isInstanceOf(ShardUnavailableException.class);

            long rows = misled.writeOn("shard-0", jdbc -> rows(jdbc, number));
            assertThat(rows).isZero();
        }
    }

    @Test
    void goesOnWithANewMapWhenTheShardRefusesTheSlot() {
        var maps = new SwitchableShardMaps();
        maps.show(lowerOwnsAll(1));
        maps.showOnRefresh(split(2));
        try (ShardClient stale = open(maps, LONG)) {
            long number = write(stale, UPPER);

            assertThat(countOf(client, UPPER, number)).isEqualTo(1);
            assertThat(maps.refreshes()).isPositive();
        }
    }

    @Test
    void regroupsKeysThatHaveMoved() {
        var maps = new SwitchableShardMaps();
        maps.show(lowerOwnsAll(1));
        maps.showOnRefresh(split(2));
        long lower = write(client, LOWER);
        long upper = write(client, UPPER);
        try (ShardClient stale = open(maps, LONG)) {
            assertThat(readGrouped(stale, List.of(lower, upper), lower))
                    .containsExactlyInAnyOrder(lower, upper);
        }
    }

    @Test
    void waitsForTheFirstMap() {
        var maps = new SwitchableShardMaps();
        maps.showOnRefresh(split(2));
        try (ShardClient early = open(maps, LONG)) {
            assertThat(countOf(early, LOWER, write(early, LOWER))).isEqualTo(1);
        }
    }

    @Test
    void readsManyKeysWithOneCallPerShard() {
        long lower = write(client, LOWER);
        long upper = write(client, UPPER);

        assertThat(readGrouped(client, List.of(lower, upper, lower), lower))
                .containsExactlyInAnyOrder(lower, upper);
        assertThat(client.readGrouped(List.<Long>of(), key -> LOWER, (jdbc, keys) -> keys))
                .isEmpty();
    }

    @Test
    void readsAllShards() {
        long lower = write(client, LOWER);
        long upper = write(client, UPPER);

        PartialResults<Long> found = readBoth(lower, upper);

        assertThat(found.isWhole()).isTrue();
        assertThat(found.results()).containsExactlyInAnyOrder(lower, upper);
        assertThat(client.shards()).containsExactly("shard-0", "shard-1");
    }

    @Test
    void leavesOutRowsOfSlotsThatAShardDoesNotOwn() {
        long here = write(client, LOWER);
        long alsoThere = write(client, LOWER);
        postgres.run(
                "other",
                "rookery_feed",
                "insert into number (slot, number) values (%d, %d)".formatted(LOWER, alsoThere));
        onOther(
                """
                insert into move (id, term, source, target, here, slots, attempt)
                values ('copy', 1, 'shard-0', 'shard-1', 'shard-1', '{%d}', 1)
                """
                        .formatted(LOWER));
        try {
            assertThat(readBoth(here, alsoThere).results())
                    .containsExactlyInAnyOrder(here, alsoThere);
        } finally {
            onOther("delete from move");
        }
    }

    @Test
    void readsAgainUntilEverySlotHasOneOwner() {
        long lower = write(client, LOWER);
        onOther("insert into owned_slot (slot, epoch) values (%d, 1)".formatted(LOWER));
        var reads = new AtomicInteger();

        PartialResults<Long> found =
                client.readReachable(
                        LONG,
                        (jdbc, foreign) -> {
                            if (reads.incrementAndGet() == 3) {
                                onOther("delete from owned_slot where slot = " + LOWER);
                            }
                            return numbers(jdbc, foreign, lower, lower);
                        });

        assertThat(found.isWhole()).isTrue();
        assertThat(found.results()).containsExactly(lower);
        assertThat(reads.get()).isGreaterThanOrEqualTo(4);
    }

    private void onOther(String sql) {
        postgres.run("other", "rookery_storage", sql);
    }

    private PartialResults<Long> readBoth(long one, long other) {
        return client.readReachable(LONG, (jdbc, foreign) -> numbers(jdbc, foreign, one, other));
    }

    @Test
    void refusesATransactionWithinATransaction() {
        assertThatThrownBy(() -> client.read(LOWER, jdbc -> client.read(UPPER, NumberRows::count)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesTheClientOfATransactionThatHasEnded() {
        JdbcClient kept = client.read(LOWER, jdbc -> jdbc);

        assertThatThrownBy(() -> count(kept)).hasRootCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void doesNotBeginAfterTheCallersDeadline() {
        var split = ShardMaps.of(split(2));
        try (ShardClient late =
                ShardClient.open(split, TestShard.settings(), () -> Duration.ZERO)) {
            assertThatThrownBy(() -> write(late, LOWER))
                    .isInstanceOf(ShardUnavailableException.class);
        }
    }

    @Test
    void completesAWriteThatIsInterrupted() throws Exception {
        for (int i = 0; i < 50; i++) {
            long number = NumberRows.next();
            var done = new CompletableFuture<Boolean>();
            var sent = new AtomicBoolean();
            Thread writer =
                    Thread.startVirtualThread(() -> {
                        client.write(LOWER, jdbc -> insert(jdbc, LOWER, number));
                        // The write may end before the interrupt comes.
                        while (!sent.get()) {
                            Thread.onSpinWait();
                        }
                        done.complete(Thread.interrupted());
                    });
            writer.interrupt();
            sent.set(true);

            assertThat(done.get(1, TimeUnit.MINUTES)).isTrue();
            assertThat(countOf(client, LOWER, number)).isEqualTo(1);
        }
    }

    @Test
    void queuesForConnectionsWithoutTakingTheShardForLost() {
        List<CompletableFuture<Long>> writes =
                IntStream.range(0, 200)
                        .mapToObj(i ->
                                CompletableFuture.supplyAsync(
                                        () -> write(client, LOWER),
                                        task -> Thread.ofVirtual().start(task)))
                        .toList();

        writes.forEach(write -> assertThat(countOf(client, LOWER, write.join())).isEqualTo(1));
    }

    /** The commit reports success, and only a warning reports that the standby lacks it. */
    @Test
    void doesNotAcknowledgeACommitWhoseWaitForTheStandbyWasCancelled() throws Exception {
        long number = NumberRows.next();
        var waits = new CommitWaits(postgres);
        postgres.servers().holdRepairs();
        postgres.servers().standby().freeze();
        CompletableFuture<Integer> write;
        try {
            write =
                    CompletableFuture.supplyAsync(
                            () -> client.write(LOWER, jdbc -> insert(jdbc, LOWER, number)));
            await().atMost(LONG).until(waits::cancelOne);
            await().atMost(LONG)
                    .until(() -> waits.isVisible(number)); // so the first attempt has ended
            // the retry changes nothing, but must wait for the standby too
            await().atMost(LONG).until(() -> waits.count() > 0);

            assertThat(write).isNotDone();
        } finally {
            postgres.servers().standby().thaw();
            postgres.servers().resumeRepairs();
        }
        assertThat(write.get(1, TimeUnit.MINUTES)).isNotNegative();
        assertThat(countOf(client, LOWER, number)).isEqualTo(1);
        postgres.servers().awaitSynchronous(LONG);
    }

    @Test
    void givesMigrationsConnectionsOfTheirOwn() throws Exception {
        try (Connection connection = client.primary("shard-1").getConnection()) {
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(connection.getCatalog()).isEqualTo("other");
        }
        assertThatThrownBy(() -> client.primary("shard-9"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static ShardClient open(ShardMaps maps, Duration deadline) {
        return ShardClient.open(maps, TestShard.settings(deadline), () -> LONG);
    }

    private ShardMap split(long epoch) {
        return map(epoch, SlotSet.range(0, 8191), SlotSet.range(8192, 16383));
    }

    private ShardMap lowerOwnsAll(long epoch) {
        return map(epoch, SlotSet.range(0, 16383), SlotSet.empty());
    }

    private ShardMap map(long epoch, SlotSet lower, SlotSet upper) {
        List<Shard> shards = List.of(postgres.shard(), postgres.shard("shard-1", "other"));
        return new ShardMap(
                epoch, shards, SlotAssignment.of(Map.of("shard-0", lower, "shard-1", upper)));
    }

    private static List<Long> readGrouped(ShardClient through, List<Long> numbers, long lower) {
        return through.readGrouped(
                numbers,
                number -> number == lower ? LOWER : UPPER,
                (jdbc, keys) ->
                        jdbc.sql("select number from number where number in (:numbers)")
                                .param("numbers", keys)
                                .query(Long.class)
                                .list());
    }
}
