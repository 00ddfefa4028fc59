package io.rookery.feed.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rookery.feed.cache.RedisServers;
import io.rookery.feed.cache.RedisUnavailableException;
import io.rookery.feed.cache.TestRedis;
import io.rookery.feed.timeline.TimelineStore.Build;
import io.rookery.feed.timeline.TimelineStore.Held;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What the store of timelines does on a real Redis Cluster, whoever runs it. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class TimelineStoreContract {

    private static final Window NEWEST = new Window(0, Long.MAX_VALUE, 2000, false);
    private static final AtomicLong ACCOUNTS = new AtomicLong(100);

    private static final long STARTED = System.nanoTime();

    private TestRedis redis;

    private TimelineKey key;
    private TimelineStore store;

    /** A new cluster at this port and those above. */
    abstract RedisServers servers(Path directory, int basePort);

    @BeforeAll
    void start(@TempDir Path directory) {
        redis = TestRedis.on(servers(directory, 28_100));
    }

    @AfterAll
    void stop() {
        if (redis != null) {
            redis.close();
        }
    }

    @BeforeEach
    void turnToATimelineOfSomebodyElse() {
        key = TimelineKey.home(ACCOUNTS.incrementAndGet());
        store = store(2000);
    }

    @Test
    void isNotWholeBeforeItWasBuilt() {
        store.push(List.of(key), TimelineEntry.of(5));
        assertThat(store.read(key, NEWEST)).isNull();
        Build build = store.begin(key);
        store.push(List.of(key), TimelineEntry.of(6));
        assertThat(store.read(key, NEWEST)).isNull();
        store.complete(build, Stretch.whole(entries(5, 3)), List.of(77L, 78L));
        assertThat(store.read(key, NEWEST))
                .isEqualTo(new Held(Stretch.whole(entries(6, 5, 3)), List.of(77L, 78L)));
    }

    @Test
    void showsEveryWindow() {
        List<TimelineEntry> all =
                List.of(
                        new TimelineEntry(9, 2),
                        TimelineEntry.of(8),
                        new TimelineEntry(6, 1),
                        TimelineEntry.of(5),
                        TimelineEntry.of(4));
        build(all);
        for (int above = 0; above < 11; above++) {
            for (int below = 1; below < 12; below++) {
                for (boolean ascending : new boolean[] {true, false}) {
                    Window window = new Window(above, below, 2, ascending);
                    assertThat(read(window)).as("%s", window).isEqualTo(window.cut(all));
                }
            }
        }
    }

    @Test
    void showsABoostOnlyOfWhatIsNotThere() {
        build(entries(5));
        store.push(List.of(key), new TimelineEntry(6, 5));
        store.push(List.of(key), new TimelineEntry(8, 2)); // overtakes the earlier one
        store.push(List.of(key), new TimelineEntry(7, 2));
        store.push(List.of(key), new TimelineEntry(9, 2));
        store.push(List.of(key), new TimelineEntry(7, 2)); // delivered twice
        assertThat(read(NEWEST)).containsExactly(new TimelineEntry(7, 2), TimelineEntry.of(5));
        store.push(List.of(key), TimelineEntry.of(2)); // arrives late
        assertThat(read(NEWEST)).isEqualTo(entries(5, 2));
    }

    @Test
    void dropsBoostsThatWerePushedOfWhatABuildBrings() {
        Build build = store.begin(key);
        store.push(List.of(key), new TimelineEntry(6, 5));
        store.push(List.of(key), new TimelineEntry(8, 3));
        store.complete(
                build,
                Stretch.whole(List.of(new TimelineEntry(7, 3), TimelineEntry.of(5))),
                List.of());
        assertThat(read(NEWEST)).containsExactly(new TimelineEntry(7, 3), TimelineEntry.of(5));
    }

    @Test
    void removesAnEntryByItsId() {
        build(List.of(new TimelineEntry(7, 3), TimelineEntry.of(5)));
        store.remove(List.of(key), 7);
        store.remove(List.of(key), 6);
        assertThat(read(NEWEST)).isEqualTo(entries(5));
        store.push(List.of(key), new TimelineEntry(9, 3));
        assertThat(read(NEWEST)).containsExactly(new TimelineEntry(9, 3), TimelineEntry.of(5));
    }

    @Test
    void knowsHowFarDownItReachesAfterItWasTrimmed() {
        TimelineStore small = store(32);
        small.complete(small.begin(key), Stretch.whole(entries(1)), List.of());
        for (long id = 2; id <= 100; id++) {
            small.push(List.of(key), TimelineEntry.of(id));
        }
        Held held = small.read(key, NEWEST);
        assertThat(held).isNotNull();
        List<TimelineEntry> shown = held.stretch().entries();
        assertThat(shown).hasSizeBetween(32, 34);
        assertThat(held.stretch().floor()).isEqualTo(shown.getLast().id());
        assertThat(shown)
                .isEqualTo(entries(LongStream.range(0, shown.size()).map(i -> 100 - i).toArray()));
        small.remove(List.of(key), 100);
        small.push(List.of(key), TimelineEntry.of(3)); // far below what is kept
        assertThat(read(NEWEST)).isEqualTo(shown.subList(1, shown.size()));
    }

    @Test
    void voidsABuildThatAnInvalidationOvertakes() {
        Build build = store.begin(key);
        store.invalidate(List.of(key));
        assertThat(store.complete(build, Stretch.whole(entries(1)), List.of())).isFalse();
        assertThat(store.read(key, NEWEST)).isNull();
        Build older = store.begin(key);
        Build newer = store.begin(key);
        assertThat(store.complete(older, Stretch.whole(entries(1)), List.of())).isFalse();
        assertThat(store.complete(newer, Stretch.whole(entries(2)), List.of())).isTrue();
        assertThat(read(NEWEST)).isEqualTo(entries(2));
    }

    @Test
    void neverLosesAnEntryBetweenBuildsPushesAndInvalidations() throws Exception {
        Random seed = new Random(20_261_121);
        for (int round = 0; round < 5; round++) {
            race(TimelineKey.home(ACCOUNTS.incrementAndGet()), seed.nextLong());
        }
    }

    /** Entries are committed, then pushed; builds read what is committed, as of the shards. */
    private void race(TimelineKey raced, long seed) throws Exception {
        ConcurrentSkipListSet<Long> committed = new ConcurrentSkipListSet<>();
        ConcurrentSkipListSet<Long> delivered = new ConcurrentSkipListSet<>();
        AtomicLong ids = new AtomicLong();
        AtomicBoolean over = new AtomicBoolean();
        Builds builds = new Builds(store);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> publishers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                publishers.add(
                        threads.submit(() -> {
                            for (int n = 0; n < 150; n++) {
                                long id = ids.incrementAndGet();
                                committed.add(id);
                                store.push(List.of(raced), TimelineEntry.of(id));
                                delivered.add(id);
                            }
                        }));
            }
            List<Future<?>> others = new ArrayList<>();
            others.add(
                    threads.submit(() -> {
                        Random random = new Random(seed);
                        while (!over.get()) {
                            if (random.nextInt(4) == 0) {
                                retried(() -> {
                                    store.invalidate(List.of(raced));
                                    return true;
                                });
                            }
                        }
                    }));
            for (int i = 0; i < 3; i++) {
                others.add(
                        threads.submit(() -> {
                            while (!over.get()) {
                                List<Long> before = List.copyOf(delivered);
                                Held shown = store.read(raced, NEWEST);
                                if (shown == null) {
                                    shown = builds.build(raced, () -> all(committed));
                                }
                                assertThat(shown.stretch().entries())
                                        .extracting(TimelineEntry::id)
                                        .containsAll(before);
                            }
                        }));
            }
            for (Future<?> publisher : publishers) {
                publisher.get();
            }
            over.set(true);
            for (Future<?> other : others) {
                other.get();
            }
        }
        Held shown = store.read(raced, NEWEST);
        if (shown != null) {
            assertThat(shown.stretch().entries()).isEqualTo(all(committed).stretch().entries());
        }
    }

    @Test
    void isNotWholeUnderAnotherPrimary() throws Exception {
        build(entries(3, 2));
        long epoch = redis.cluster().epochOf(key.entries());
        redis.killPrimaryOf(key.entries());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> redis.cluster().epochOf(key.entries()) != epoch);
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(RedisUnavailableException.class)
                .untilAsserted(() -> assertThat(store.read(key, NEWEST)).isNull());
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(RedisUnavailableException.class)
                .until(() ->
                        store.complete(
                                store.begin(key), Stretch.whole(entries(4, 3, 2)), List.of()));
        assertThat(read(NEWEST)).isEqualTo(entries(4, 3, 2));
    }

    @Test
    void saysSoWhenRedisIsGone() {
        redis.killAll();
        try {
            assertThatThrownBy(() -> store.read(key, NEWEST))
                    .isInstanceOf(RedisUnavailableException.class);
            assertThatThrownBy(() -> store.push(List.of(key), TimelineEntry.of(1)))
                    .isInstanceOf(RedisUnavailableException.class);
        } finally {
            redis.revive();
        }
    }

    /** On a busy machine an answer may take longer than the feed waits for it. */
    private static <T> T retried(Supplier<T> work) {
        while (true) {
            try {
                return work.get();
            } catch (RedisUnavailableException e) {
                if (System.nanoTime() - STARTED > Duration.ofMinutes(5).toNanos()) {
                    throw e;
                }
            }
        }
    }

    private void build(List<TimelineEntry> entries) {
        assertThat(store.complete(store.begin(key), Stretch.whole(entries), List.of())).isTrue();
    }

    private List<TimelineEntry> read(Window window) {
        @Nullable Held held = store.read(key, window);
        assertThat(held).isNotNull();
        return held.stretch().entries();
    }

    private static Held all(ConcurrentSkipListSet<Long> ids) {
        return new Held(
                Stretch.whole(ids.descendingSet().stream().map(TimelineEntry::of).toList()),
                List.of());
    }

    private TimelineStore store(int capacity) {
        return new TimelineStore(
                redis.cluster(),
                new TimelineSettings(
                        capacity,
                        Duration.ofHours(1),
                        16,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(1),
                        Duration.ofMillis(100)));
    }

    private static List<TimelineEntry> entries(long... ids) {
        return LongStream.of(ids).mapToObj(TimelineEntry::of).toList();
    }
}
