package io.rookery.storage.placement.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.shard.slot.SlotSet;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.storage.placement.move.MoveStore.VersionedMove;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Slots are moved between real shards while somebody writes to them. */
class MoveIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LONG = Duration.ofHours(1);

    private static MovingShards shards;
    private static ShardClient service;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        shards = MovingShards.start(directory);
        service = shards.service("rookery_feed");
        await().atMost(PATIENCE).ignoreExceptions().until(() -> numberOfTags(100) == 0);
    }

    @AfterAll
    static void stop() {
        shards.close();
    }

    @Test
    void takesEveryAcknowledgedRowAlong() throws Exception {
        SlotSet slots = SlotSet.range(100, 131);
        var leader = shards.leader(Duration.ZERO);
        plan("along", slots);
        try (var writer = Writer.start(slots)) {
            awaitEnd(leader, "along");
            writer.stop();
            assertThat(tags(MovingShards.TARGET, slots)).containsAll(writer.written);
            assertThat(writer.written).isNotEmpty();
        }
        assertThat(tags(MovingShards.SOURCE, slots)).isEmpty();
        slots.stream()
                .forEach(slot ->
                        assertThat(shards.publishedMap().shardOf(slot).name())
                                .isEqualTo(MovingShards.TARGET));
    }

    @Test
    void canBeUndone() throws Exception {
        SlotSet slots = SlotSet.range(200, 215);
        var leader = shards.leader(LONG);
        plan("undone", slots);
        try (var writer = Writer.start(slots)) {
            awaitPhase(leader, "undone", MovePhase.OBSERVE);
            int before = writer.written.size();
            await().atMost(PATIENCE).until(() -> writer.written.size() > before + 20);
            VersionedMove present = present("undone");
            assertThat(shards.store().compareAndSet(present.move().undone(true), present.version()))
                    .isTrue();
            awaitEnd(leader, "undone");
            writer.stop();
            assertThat(tags(MovingShards.SOURCE, slots)).containsAll(writer.written);
        }
        assertThat(tags(MovingShards.TARGET, slots)).isEmpty();
        slots.stream()
                .forEach(slot ->
                        assertThat(shards.publishedMap().shardOf(slot).name())
                                .isEqualTo(MovingShards.SOURCE));
    }

    @Test
    void continuesUnderAnotherLeaderAtEveryStep() throws Exception {
        SlotSet slots = SlotSet.range(300, 307);
        plan("led", slots);
        try (var writer = Writer.start(slots)) {
            await().atMost(PATIENCE)
                    .until(() -> {
                        var leader = shards.leader(Duration.ZERO);
                        step(leader, "led"); // raises the term
                        step(leader, "led");
                        if (phaseIs("led", MovePhase.VERIFY)) {
                            step(leader, "led");
                        }
                        return isOver("led");
                    });
            writer.stop();
            assertThat(tags(MovingShards.TARGET, slots)).containsAll(writer.written);
        }
    }

    @Test
    void beginsAgainWhenAPrimaryDies() throws Exception {
        SlotSet slots = SlotSet.range(400, 415);
        var leader = shards.leader(Duration.ZERO);
        plan("again", slots);
        try (var writer = Writer.start(slots)) {
            awaitPhase(leader, "again", MovePhase.CATCH_UP);
            for (var pair : List.of(shards.source(), shards.target())) {
                int primary = pair.primaryPort();
                pair.nodes().stream()
                        .filter(node -> node.port() == primary)
                        .forEach(node -> node.kill());
                await().atMost(PATIENCE).until(() -> pair.primaryPort() != primary);
            }
            awaitEnd(leader, "again");
            writer.stop();
            assertThat(tags(MovingShards.TARGET, slots)).containsAll(writer.written);
        }
    }

    @Test
    void isCleanedUpAfterZooKeeperHasLostIt() throws Exception {
        SlotSet slots = SlotSet.range(500, 515);
        var leader = shards.leader(Duration.ZERO);
        plan("lost", slots);
        try (var writer = Writer.start(slots)) {
            awaitPhase(leader, "lost", MovePhase.CATCH_UP);
            VersionedMove present = present("lost");
            shards.store().remove(present.move(), present.version());

            shards.lostMoves().restore();

            assertThat(present("lost").move().phase()).isEqualTo(MovePhase.CLEAN_UP);
            awaitEnd(shards.leader(Duration.ZERO), "lost");
            writer.stop();
            assertThat(tags(MovingShards.SOURCE, slots)).containsAll(writer.written);
        }
        assertThat(tags(MovingShards.TARGET, slots)).isEmpty();
        assertThat(shards.replicationSlots()).isZero();
        shards.lostMoves().restore();
        assertThat(isOver("lost")).isTrue();
    }

    private static void plan(String id, SlotSet slots) {
        Move planned = Move.planned(id, MovingShards.SOURCE, MovingShards.TARGET, slots);
        assertThat(shards.store().create(planned)).isTrue();
    }

    private static void awaitEnd(MoveDriver leader, String id) {
        await(id)
                .atMost(PATIENCE)
                .until(() -> {
                    step(leader, id);
                    return isOver(id);
                });
    }

    private static void awaitPhase(MoveDriver leader, String id, MovePhase phase) {
        await(id + " " + phase)
                .atMost(PATIENCE)
                .until(() -> {
                    step(leader, id);
                    return phaseIs(id, phase);
                });
    }

    private static void step(MoveDriver leader, String id) {
        shards.store().moves().stream()
                .filter(each -> each.move().id().equals(id))
                .forEach(each -> leader.step(each, false));
    }

    private static boolean isOver(String id) {
        return shards.store().moves().stream().noneMatch(each -> each.move().id().equals(id));
    }

    private static boolean phaseIs(String id, MovePhase phase) {
        return shards.store().moves().stream()
                .anyMatch(each -> each.move().id().equals(id) && each.move().phase() == phase);
    }

    private static VersionedMove present(String id) {
        return shards.store().moves().stream()
                .filter(each -> each.move().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static long numberOfTags(int slot) {
        return service.read(
                slot,
                jdbc ->
                        jdbc.sql("select count(*) from feed.tag where slot = ?")
                                .param(slot)
                                .query(Long.class)
                                .single());
    }

    private static List<String> tags(String shard, SlotSet slots) {
        return service.readOn(
                shard,
                jdbc ->
                        jdbc.sql("select name from feed.tag where slot = any (?)")
                                .param(SlotArray.of(slots))
                                .query(String.class)
                                .list());
    }

    /** Writes to slots, one after the other. */
    private static final class Writer implements AutoCloseable {
        private final Set<String> written = new ConcurrentSkipListSet<>();
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final Thread thread;

        private Writer(SlotSet slots) {
            thread = Thread.ofVirtual().unstarted(() -> write(slots));
        }

        static Writer start(SlotSet slots) {
            var writer = new Writer(slots);
            writer.thread.start();
            return writer;
        }

        private void write(SlotSet slots) {
            for (int number = 0; !stopped.get(); number++) {
                int slot = slots.stream().skip(number % slots.size()).findFirst().orElseThrow();
                String name = "slot-%d-number-%d".formatted(slot, number);
                service.write(
                        slot,
                        jdbc ->
                                jdbc.sql(
                                                """
                                                insert into feed.tag (slot, name) values (?, ?)
                                                on conflict do nothing
                                                """)
                                        .param(slot)
                                        .param(name)
                                        .update());
                written.add(name);
            }
        }

        /** Stops, and fails the test if a write has failed. */
        void stop() {
            assertThat(thread.isAlive()).as("no write has failed").isTrue();
            close();
        }

        @Override
        public void close() {
            stopped.set(true);
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
