package io.rookery.shard.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rookery.shard.map.ShardMaps;
import io.rookery.shard.postgres.PostgresServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Contract tests for the effect of a primary's loss on writes and reads, for every way to run the
 * servers.
 */
@Timeout(240)
abstract class FailoverContract {

    private static final int WRITERS = 8;
    private static final int SLOT = 77;
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Executor threads = task -> Thread.ofVirtual().start(task);
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();

    private TestShard shard;
    private ShardClient client;

    /** New servers on free ports. */
    abstract PostgresServers servers(Path directory);

    @BeforeEach
    void start(@TempDir Path directory) {
        shard = TestShard.on(servers(directory));
        client = open(LONG);
    }

    @AfterEach
    void stop() {
        if (shard != null) {
            client.close();
            shard.close();
        }
    }

    @Test
    void losesNoAcknowledgedWriteAndDoublesNoneWhenPrimariesAreKilled() {
        var enough = new AtomicBoolean();
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            int slot = i;
            writers.add(CompletableFuture.runAsync(() -> writeUntil(enough, slot), threads));
        }
        for (int kills = 0; kills < 2; kills++) {
            awaitMoreWrites();
            shard.servers().awaitSynchronous(LONG);
            shard.servers().primary().kill();
        }
        awaitMoreWrites();
        enough.set(true);
        writers.forEach(CompletableFuture::join); // no write failed

        assertEachWriteWasAppliedOnce();
    }

    @Test
    void settlesWritesWhosePrimaryIsFrozen() {
        awaitOneWrite();
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        shard.servers().primary().freeze();
        for (int i = 0; i < WRITERS; i++) {
            int slot = i;
            writers.add(CompletableFuture.runAsync(() -> writeOne(slot), threads));
        }
        writers.forEach(CompletableFuture::join);

        assertEachWriteWasAppliedOnce();
    }

    @Test
    void readsFromTheStandbyWhileThePrimaryIsUnavailable() {
        awaitOneWrite();
        shard.servers().holdRepairs();
        shard.servers().primary().kill();
        try (ShardClient hasty = open(Duration.ofSeconds(2))) {
            for (int i = 0; i < 20; i++) {
                assertEachWriteWasAppliedOnce();
            }
            assertThatThrownBy(() -> hasty.write(SLOT, jdbc -> add(jdbc, SLOT, 0)))
                    .isInstanceOfSatisfying(
                            ShardUnavailableException.class,
                            failure -> assertThat(failure.shard()).isEqualTo("shard-0"));
        }
        shard.servers().resumeRepairs();
        writeOne(SLOT);

        assertEachWriteWasAppliedOnce();
    }

    @Test
    void readsFromNoStandbyThatMayLackWhatWasAcknowledged() {
        awaitOneWrite();
        shard.servers().holdRepairs();
        shard.run("rookery", "rookery_admin", "alter system set synchronous_standby_names = ''");
        shard.run("rookery", "rookery_admin", "select pg_reload_conf()");
        try (ShardClient hasty = open(Duration.ofSeconds(2))) {
            await().atMost(LONG)
                    .until(() ->
                            hasty.read(
                                    SLOT,
                                    jdbc ->
                                            ask(
                                                            jdbc,
                                                            "select count(*) from pg_settings"
                                                                    + " where name = 'synchronous_standby_names' and setting = ''")
                                                    == 1));
            hasty.write(SLOT, jdbc -> add(jdbc, SLOT, numbers.incrementAndGet()));
            shard.servers().primary().kill();
            assertThatThrownBy(() -> hasty.read(SLOT, jdbc -> ask(jdbc, "select 1")))
                    .isInstanceOf(ShardUnavailableException.class);
            shard.servers().resumeRepairs();
        }
    }

    /** This happens when the failover manager hangs on the primary's host only. */
    @Test
    void goesOnAtThePromotedServerWhileTheOldPrimaryLives() throws Exception {
        awaitOneWrite();
        String before = client.read(SLOT, FailoverContract::address);
        shard.servers().holdRepairs();
        try (Connection standby = shard.connectToStandby("rookery", "rookery_admin")) {
            ask(standby, "select pg_promote(wait => true)::text");
        }
        for (int i = 0; i < 20; i++) {
            writeOne(SLOT); // the old primary would accept it and never answer
        }

        assertEachWriteWasAppliedOnce();
        assertThat(client.read(SLOT, FailoverContract::address)).isNotEqualTo(before);
        assertThat(client.nodesOf("shard-0"))
                .filteredOn(node -> node.role() == Node.Role.PRIMARY)
                .hasSizeBetween(1, 2);
        try (ShardClient later = open(LONG)) {
            later.write(SLOT, jdbc -> add(jdbc, SLOT, numbers.incrementAndGet()));
            acknowledged.incrementAndGet();
        }
        assertEachWriteWasAppliedOnce();
    }

    /** Commits wait for another receiver, and the standby that can serve reads lags behind. */
    @Test
    void readsFromNoStandbyButTheOneThatCommitsWaitFor() throws Exception {
        awaitOneWrite();
        shard.servers().holdRepairs();
        try (SynchronousStranger stranger = SynchronousStranger.follow(shard, "stranger")) {
            shard.run(
                    "rookery",
                    "rookery_admin",
                    "alter system set synchronous_standby_names = 'stranger'");
            shard.run("rookery", "rookery_admin", "select pg_reload_conf()");
            try (Connection standby = shard.connectToStandby("rookery", "rookery_admin")) {
                try (Statement statement = standby.createStatement()) {
                    statement.execute("alter system set primary_conninfo = ''");
                }
                ask(standby, "select pg_reload_conf()::text");
                awaitTrue(standby, "not exists (select from pg_stat_wal_receiver)");
                stranger.awaitSynchronous();
                try (ShardClient hasty = open(Duration.ofSeconds(2))) {
                    hasty.write(SLOT, jdbc -> add(jdbc, SLOT, numbers.incrementAndGet()));
                    shard.servers().primary().freeze();

                    assertThatThrownBy(() -> hasty.read(SLOT, jdbc -> ask(jdbc, "select 1")))
                            .isInstanceOf(ShardUnavailableException.class);
                    shard.servers().primary().thaw();
                }
            }
        }
        shard.servers().resumeRepairs();
    }

    /** It is unknown whether commits went on without the standby before. */
    @Test
    void readsFromNoStandbyWhosePrimaryItHasNeverHeard() {
        awaitOneWrite();
        shard.servers().holdRepairs();
        shard.servers().primary().kill();
        try (ShardClient restarted = open(Duration.ofSeconds(2))) {
            assertThatThrownBy(() -> restarted.read(SLOT, jdbc -> ask(jdbc, "select 1")))
                    .isInstanceOf(ShardUnavailableException.class);
        }
        shard.servers().resumeRepairs();
    }

    @Test
    void readsFromAStandbyThatIsPromotedWithoutTheEndOfTheLastRecord() throws Exception {
        awaitOneWrite();
        try (Connection primary = shard.connect("rookery", "rookery_admin");
                Connection standby = shard.connectToStandby("rookery", "rookery_admin")) {
            primary.setAutoCommit(false);
            ask(primary, "select pg_logical_emit_message(true, '', repeat('x', 100_000))");
            awaitTrue(standby, "pg_last_wal_receive_lsn() > pg_last_wal_replay_lsn()");
            shard.servers().holdRepairs();
            shard.servers().primary().kill();
            var read = CompletableFuture.runAsync(this::assertEachWriteWasAppliedOnce, threads);
            awaitTrue(
                    standby,
                    """
                    exists (select from pg_stat_activity
                        where usename = 'rookery_feed' and query like '%pg_last_wal_replay_lsn%')
                    """);
            shard.servers().resumeRepairs();
            assertThat(read).succeedsWithin(LONG.dividedBy(2)); // well before its deadline
        }
    }

    private static String address(JdbcClient jdbc) {
        return jdbc.sql("select inet_server_addr() || ':' || inet_server_port()")
                .query(String.class)
                .single();
    }

    private static void awaitTrue(Connection connection, String condition) {
        await().atMost(LONG)
                .until(() -> ask(connection, "select (" + condition + ")::text").equals("true"));
    }

    private static String ask(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getString(1);
        }
    }

    private ShardClient open(Duration deadline) {
        return ShardClient.open(
                ShardMaps.of(shard.map()), TestShard.settings(deadline), () -> LONG);
    }

    private void assertEachWriteWasAppliedOnce() {
        long noted = client.read(SLOT, jdbc -> ask(jdbc, "select count(*) from number"));
        long applied = client.read(SLOT, jdbc -> ask(jdbc, "select sum(total) from tally"));
        assertThat(noted).isEqualTo(acknowledged.get());
        assertThat(applied).isEqualTo(acknowledged.get());
    }

    private void writeUntil(AtomicBoolean enough, int slot) {
        while (!enough.get()) {
            writeOne(slot);
        }
    }

    private void writeOne(int slot) {
        long number = numbers.incrementAndGet();
        client.write(slot, jdbc -> add(jdbc, slot, number));
        acknowledged.incrementAndGet();
    }

    private void awaitOneWrite() {
        writeOne(SLOT);
        shard.servers().awaitSynchronous(LONG);
    }

    private void awaitMoreWrites() {
        long before = acknowledged.get();
        await().atMost(LONG).until(() -> acknowledged.get() > before + 200);
    }

    /** Records the number and adds one to the tally; idempotent. */
    private static boolean add(JdbcClient jdbc, int slot, long number) {
        int added =
                jdbc.sql("insert into number values (?, ?) on conflict do nothing")
                        .param(slot)
                        .param(number)
                        .update();
        if (added == 1) {
            jdbc.sql(
                            """
                            insert into tally values (?, 1)
                            on conflict (slot) do update set total = tally.total + 1
                            """)
                    .param(slot)
                    .update();
        }
        return added == 1;
    }

    private static long ask(JdbcClient jdbc, String question) {
        return jdbc.sql(question).query(Long.class).single();
    }
}
