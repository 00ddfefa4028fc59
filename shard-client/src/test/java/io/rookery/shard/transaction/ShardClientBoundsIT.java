package io.rookery.shard.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rookery.shard.map.Shard;
import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.ShardMaps;
import io.rookery.shard.slot.SlotAssignment;
import io.rookery.shard.slot.SlotSet;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tests the client while a shard is unavailable, and at the end of a deadline. */
@Timeout(120)
class ShardClientBoundsIT {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final int LOWER = 100;
    private static final AtomicLong NUMBERS = new AtomicLong();

    private static TestShard shard;
    private static ShardClient client;

    @BeforeAll
    static void start(@TempDir Path directory) {
        shard = TestShard.start(directory);
        client = open(shard.map(), LONG);
    }

    @AfterAll
    static void stop() {
        client.close();
        shard.close();
    }

    @Test
    void tellsWhatItHasReachedWhenAShardIsGone() {
        long lower = write();
        try (ShardClient partial = open(withShardThatIsGone(), Duration.ofSeconds(5))) {
            await().until(() -> partial.read(LOWER, ShardClientBoundsIT::count) > 0);

            PartialResults<Long> reached =
                    partial.readReachable(
                            Duration.ofSeconds(2),
                            (jdbc, _) ->
                                    jdbc.sql("select number from number where number = ?")
                                            .param(lower)
                                            .query(Long.class)
                                            .list());

            assertThat(reached.results()).containsExactly(lower);
            assertThat(reached.missing()).containsExactly("shard-1");
            assertThat(partial.slotsOf("shard-1")).isEqualTo(SlotSet.range(8192, 16383));
        }
    }

    /**
     * This happens to an instance that is frozen after its fence and thawed after others have gone
     * on.
     */
    @Test
    void commitsNothingAfterItsDeadline() throws Exception {
        long number = NUMBERS.incrementAndGet();
        try (ShardClient hasty = open(shard.map(), Duration.ofSeconds(1))) {
            assertThatThrownBy(() ->
                            hasty.write(
                                    LOWER,
                                    jdbc -> {
                                        insert(jdbc, LOWER, number);
                                        await().atMost(LONG).until(this::hasNoWriterLeft);
                                        return true;
                                    }))
                    .isInstanceOfSatisfying(
                            ShardUnavailableException.class,
                            failure -> assertThat(failure.outcomeUnknown()).isFalse());
        }
        assertThat(rows(number)).isZero();
    }

    /** Whether the server has ended the transaction by itself. */
    private boolean hasNoWriterLeft() throws SQLException {
        return askAdmin(
                        """
                        select count(*) from pg_stat_activity
                        where usename = 'rookery_feed' and state = 'idle in transaction'
                        """)
                == 0;
    }

    @Test
    void waitsForTheStandbyWhereAWitnessIsLeft() throws Exception {
        shard.servers().holdRepairs();
        shard.servers().standby().freeze();
        CompletableFuture<Boolean> replay;
        try {
            replay =
                    CompletableFuture.supplyAsync(() ->
                            client.write(
                                    LOWER,
                                    jdbc -> {
                                        CommitBarrier.leave(jdbc);
                                        return true;
                                    }));
            await().atMost(LONG).until(() -> waits() > 0);

            assertThat(replay).isNotDone();
        } finally {
            shard.servers().standby().thaw();
            shard.servers().resumeRepairs();
        }
        assertThat(replay.get(1, TimeUnit.MINUTES)).isTrue();
        shard.servers().awaitSynchronous(LONG);
    }

    @Test
    void knowsItsServersAndTheirTime() {
        await().atMost(LONG)
                .until(() ->
                        client.nodesOf("shard-0").stream()
                                .map(Node::role)
                                .sorted()
                                .toList()
                                .equals(List.of(Node.Role.PRIMARY, Node.Role.STANDBY)));
        assertThat(client.time()).isPresent();
    }

    /** A map whose shard-1 is at a port without a server. */
    private ShardMap withShardThatIsGone() {
        Shard gone =
                new Shard("shard-1", List.of("127.0.0.1:9"), "other", 1, shard.shard().state());
        return new ShardMap(
                2,
                List.of(shard.shard(), gone),
                SlotAssignment.of(
                        Map.of(
                                "shard-0",
                                SlotSet.range(0, 8191),
                                "shard-1",
                                SlotSet.range(8192, 16383))));
    }

    private static ShardClient open(ShardMap map, Duration deadline) {
        return ShardClient.open(ShardMaps.of(map), TestShard.settings(deadline), () -> LONG);
    }

    private static long write() {
        long number = NUMBERS.incrementAndGet();
        client.write(LOWER, jdbc -> insert(jdbc, LOWER, number));
        return number;
    }

    private static int insert(JdbcClient jdbc, int slot, long number) {
        return jdbc.sql("insert into number values (?, ?) on conflict do nothing")
                .param(slot)
                .param(number)
                .update();
    }

    private static long rows(long number) {
        return client.read(
                LOWER,
                jdbc ->
                        jdbc.sql("select count(*) from number where number = ?")
                                .param(number)
                                .query(Long.class)
                                .single());
    }

    private static long count(JdbcClient jdbc) {
        return jdbc.sql("select count(*) from number").query(Long.class).single();
    }

    private static long waits() throws SQLException {
        return askAdmin("select count(*) from pg_stat_activity where wait_event = 'SyncRep'");
    }

    private static long askAdmin(String sql) throws SQLException {
        try (Connection admin = shard.connect("rookery", "rookery_admin");
                var row = admin.createStatement().executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
