package io.rookery.shard.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.map.ShardMaps;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.shard.transaction.TestShard;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests which rows of the outbox table an instance keeps, claims and removes. */
@Timeout(120)
class OutboxRowsIT {

    private static final int SLOT = 4711;
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String POISON = "poison";
    private static final IdGenerator IDS = new IdGenerator(InstantSource.system());

    private static TestShard shard;
    private static ShardClient client;

    private final Set<OutboxEvent> handled = ConcurrentHashMap.newKeySet();
    private final Map<Outbox, OutboxWorker> workers = new HashMap<>();

    @BeforeAll
    static void start(@TempDir Path directory) {
        shard = TestShard.start(directory);
        client = ShardClient.open(ShardMaps.of(shard.map()), TestShard.settings(), () -> LONG);
    }

    @AfterAll
    static void stop() {
        client.close();
        shard.close();
    }

    @BeforeEach
    void empty() {
        client.write(SLOT, jdbc -> jdbc.sql("delete from outbox").update());
    }

    @AfterEach
    void close() {
        workers.values().forEach(OutboxWorker::close);
    }

    /** Two instances can make it in the same millisecond if their sequences begin alike. */
    @Test
    void keepsBothEventsOfTwoInstancesThatMadeTheSameIdentifier() {
        long id = id();
        List<OutboxEvent> one = List.of(new OutboxEvent(id, "post", "{}"));
        List<OutboxEvent> other = List.of(new OutboxEvent(id, "post", "{}"));
        Outbox first = unstarted();
        append(first, one);
        append(unstarted(), other);

        assertThat(rows()).isEqualTo(2);
        worker(first).start();
        await().until(() -> rows() == 0);

        assertThat(handled).contains(one.getFirst(), other.getFirst());
    }

    @Test
    void forgetsOnlyTheVeryEventThatWasHandled() {
        long id = id();
        List<OutboxEvent> good = List.of(new OutboxEvent(id, "post", "{}"));
        List<OutboxEvent> bad = List.of(new OutboxEvent(id, "post", POISON));
        Outbox outbox = started();
        append(outbox, bad);
        append(outbox, good);

        await().until(() -> handled.contains(good.getFirst()));
        await().until(() -> rows() == 1);
        assertThat(payloads()).containsExactly(POISON);
    }

    @Test
    void keepsAnEventOnceWhenItsTransactionIsDoneTwice() {
        Outbox outbox = unstarted();
        List<OutboxEvent> events = events(3);
        append(outbox, events);
        append(outbox, events);

        assertThat(rows()).isEqualTo(3);
    }

    /**
     * A shard must not handle rows that were copied ahead of a slot move, or are left over from
     * one.
     */
    @Test
    void leavesAloneTheEventsOfSlotsThatTheShardDoesNotOwn() {
        List<OutboxEvent> foreign = events(3);
        List<OutboxEvent> own =
                IntStream.range(0, 3)
                        .mapToObj(i -> new OutboxEvent(IDS.next(SLOT + 1), "post", "{}"))
                        .toList();
        append(unstarted(), foreign);
        append(unstarted(), own, SLOT + 1);
        shard.run(
                "rookery",
                "rookery_storage",
                "delete from placement.owned_slot where slot = " + SLOT);
        try {
            started();

            await().until(() -> handled.containsAll(own));
            assertThat(handled).doesNotContainAnyElementsOf(foreign);
        } finally {
            shard.run(
                    "rookery",
                    "rookery_storage",
                    "insert into placement.owned_slot values (%d, 1)".formatted(SLOT));
        }
    }

    @Test
    void claimsByItsIndexHoweverManyEventsWait() {
        shard.run(
                "rookery",
                "rookery_feed",
                """
                insert into outbox (slot, id, kind, payload, next_attempt_at)
                select %d, number, 'kind' || number %% 10, '{}', now() - interval '1 minute'
                from generate_series(1, 200000) number;
                analyze outbox;
                """
                        .formatted(SLOT));

        List<String> plan =
                client.write(
                        SLOT,
                        jdbc ->
                                jdbc.sql("explain " + OutboxTable.CLAIM)
                                        .param(10.0)
                                        .param(new String[] {"kind1", "kind2"})
                                        .param(new int[] {100, 100})
                                        .param(new double[] {0, 3})
                                        .param(new Short[] {})
                                        .query(String.class)
                                        .list());

        assertThat(plan).anyMatch(line -> line.contains("Index Scan using outbox_claim"));
        assertThat(plan).noneMatch(line -> line.contains("Seq Scan"));
    }

    @Test
    void areLeftToOthersByAnInstanceThatCannotHandleThem() {
        Set<OutboxEvent> byTheUnable = ConcurrentHashMap.newKeySet();
        Outbox unable = unstarted(LONG, new Unable(byTheUnable));
        worker(unable).start();
        started();
        List<OutboxEvent> events = events(50);
        append(unable, events);

        assertThat(unable.handOver(events, LONG)).isTrue();

        assertThat(handled).containsExactlyInAnyOrderElementsOf(events);
        assertThat(byTheUnable).isEmpty();
        assertThat(rows()).isZero();
    }

    @Test
    void areTakenByAnInstanceThatMayFailWhereThereIsNoOther() {
        Outbox unable = unstarted(Duration.ofMillis(300), new Unable(handled));
        worker(unable).start();
        List<OutboxEvent> events = events(5);
        append(unable, events);

        assertThat(unable.handOver(events, LONG)).isTrue();

        assertThat(handled).containsExactlyInAnyOrderElementsOf(events);
    }

    @Test
    void areStillThereWhenNobodyHasTakenWhatWasHandedOver() {
        Outbox unable = unstarted();
        List<OutboxEvent> events = events(5);
        append(unable, events);

        assertThat(unable.handOver(events, Duration.ofMillis(1))).isFalse();

        assertThat(rows()).isEqualTo(5);
    }

    private OutboxWorker worker(Outbox outbox) {
        return Objects.requireNonNull(workers.get(outbox));
    }

    private Outbox started() {
        Outbox outbox = unstarted();
        worker(outbox).start();
        return outbox;
    }

    private Outbox unstarted() {
        return unstarted(Duration.ofMillis(500), new Noting());
    }

    private Outbox unstarted(Duration patience, OutboxHandler handler) {
        Duration soon = Duration.ofMillis(100);
        OutboxSettings settings =
                new OutboxSettings(
                        soon,
                        Duration.ofMillis(500),
                        patience,
                        Duration.ofSeconds(1),
                        8,
                        512,
                        100,
                        soon,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5));
        Outbox outbox = new Outbox(client, settings);
        workers.put(outbox, new OutboxWorker(outbox, List.of(handler)));

        return outbox;
    }

    private final class Noting implements OutboxHandler {

        @Override
        public String kind() {
            return "post";
        }

        @Override
        public void handle(OutboxEvent event) {
            if (event.payload().equals(POISON)) {
                throw new IllegalStateException(POISON);
            }
            handled.add(event);
        }
    }

    /** A handler on an instance that is not able to handle events. */
    private record Unable(Set<OutboxEvent> taken) implements OutboxHandler {

        @Override
        public String kind() {
            return "post";
        }

        @Override
        public void handle(OutboxEvent event) {
            taken.add(event);
        }

        @Override
        public boolean isAble() {
            return false;
        }
    }

    private static void append(Outbox outbox, List<OutboxEvent> events) {
        append(outbox, events, SLOT);
    }

    private static void append(Outbox outbox, List<OutboxEvent> events, int slot) {
        client.write(
                slot,
                jdbc -> {
                    outbox.append(jdbc, events);
                    return events.size();
                });
    }

    private static List<OutboxEvent> events(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new OutboxEvent(id(), "post", "{}"))
                .toList();
    }

    private static long id() {
        return IDS.next(SLOT);
    }

    private static List<String> payloads() {
        return client.read(
                SLOT, jdbc -> jdbc.sql("select payload from outbox").query(String.class).list());
    }

    private static long rows() {
        return payloads().size();
    }
}
