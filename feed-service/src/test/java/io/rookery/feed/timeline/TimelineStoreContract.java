package io.rookery.feed.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.feed.timeline.TimelineStore.Build;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Contract of the timeline store, on any Redis Cluster. */
abstract class TimelineStoreContract extends RedisTimelineTestBase {

    @Test
    void isNotWholeBeforeItWasBuilt() {
        push(TimelineEntry.of(5));
        assertThat(store.read(key, NEWEST)).isNull();
        Build build = store.begin(key);
        push(TimelineEntry.of(6));
        assertThat(store.read(key, NEWEST)).isNull();
        FilterRules rules =
                new FilterRules(
                        Map.of(7L, FilterRules.FOR_EVER, 8L, 4_000_000_000_000L),
                        Set.of(9L),
                        Map.of(10L, Set.of("de", "en"), 11L, Set.of()),
                        true);
        BuildVersion basis = new BuildVersion(3, List.of(77L, 78L), rules);
        store.complete(build, content(entries(5, 3), basis));
        assertThat(store.read(key, NEWEST))
                .isEqualTo(new CachedTimeline(TimelineSegment.whole(entries(6, 5, 3)), basis));
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
                    IdRange range = new IdRange(above, below, 2, ascending);
                    assertThat(read(range)).as("%s", range).isEqualTo(range.cut(all));
                }
            }
        }
    }

    @Test
    void showsABoostOnlyOfWhatIsNotThere() {
        build(entries(5));
        boost(6, 5, FRIEND);
        boost(8, 2, STRANGER); // overtakes the earlier one
        boost(7, 2, STRANGER);
        boost(9, 2, STRANGER);
        boost(7, 2, STRANGER); // delivered twice
        assertThat(read(NEWEST)).containsExactly(new TimelineEntry(7, 2), TimelineEntry.of(5));
    }

    @Test
    void showsTheNextBoostWhenTheFirstIsTakenBack() {
        build(entries(5));
        boost(7, 2, STRANGER);
        boost(8, 2, STRANGER);
        boost(9, 2, STRANGER);
        store.remove(List.of(key), new TimelineEntry(8, 2));
        store.remove(List.of(key), new TimelineEntry(7, 2));
        assertThat(read(NEWEST)).containsExactly(new TimelineEntry(9, 2), TimelineEntry.of(5));
        boost(8, 2, STRANGER); // delivered late
        assertThat(read(NEWEST)).containsExactly(new TimelineEntry(9, 2), TimelineEntry.of(5));
        store.remove(List.of(key), TimelineEntry.of(9)); // without the boosted id
        assertThat(read(NEWEST)).isEqualTo(entries(5));
    }

    @Test
    void showsTheNextBoostWhenTheFirstLiesBelowWhatWasRead() {
        complete(
                store.begin(key),
                new TimelineSnapshot(
                        new TimelineSegment(entries(9), 9),
                        BuildVersion.EVERYBODY,
                        List.of(FRIEND),
                        List.of(),
                        List.of(new TimelineEntry(4, 2), new TimelineEntry(10, 2)),
                        true));
        assertThat(read(NEWEST)).isEqualTo(entries(9));
        store.remove(List.of(key), new TimelineEntry(4, 2));
        assertThat(read(NEWEST)).containsExactly(new TimelineEntry(10, 2), TimelineEntry.of(9));
    }

    @Test
    void dropsBoostsThatWerePushedOfWhatABuildBrings() {
        Build build = store.begin(key);
        boost(6, 5, FRIEND);
        boost(8, 3, STRANGER);
        boost(9, 4, STRANGER);
        store.remove(List.of(key), new TimelineEntry(9, 4));
        complete(
                build,
                content(
                        List.of(new TimelineEntry(7, 3), TimelineEntry.of(5)),
                        BuildVersion.EVERYBODY));
        assertThat(read(NEWEST)).containsExactly(new TimelineEntry(7, 3), TimelineEntry.of(5));
    }

    @Test
    void agreesWithTheShardsInWhateverOrderEventsArrive() {
        for (long seed = 1; seed <= 300; seed++) {
            key = TimelineKey.home(ACCOUNTS.incrementAndGet());
            BoostHistory history = new BoostHistory(new Random(seed));
            Build build = null;
            List<TimelineEntry> readByTheBuild = List.of();
            List<TimelineEntry> knownByTheBuild = List.of();
            for (Runnable event : history.eventsFor(store, key)) {
                if (history.nextIsBuild()) {
                    build = store.begin(key);
                    readByTheBuild = history.shown();
                    knownByTheBuild = history.known();
                }
                event.run();
                if (build != null && history.nextIsBuild()) {
                    complete(
                            build,
                            new TimelineSnapshot(
                                    TimelineSegment.whole(readByTheBuild),
                                    BuildVersion.EVERYBODY,
                                    List.of(FRIEND),
                                    List.of(),
                                    knownByTheBuild,
                                    true));
                    build = null;
                }
            }
            CachedTimeline held = store.read(key, NEWEST);
            if (held != null) {
                assertThat(held.segment().entries()).as("seed %d", seed).isEqualTo(history.shown());
            }
        }
    }

    @Test
    void takesNothingOfThoseWhomItDoesNotFollow() {
        Build build = store.begin(key);
        store.push(List.of(key), new TimelinePush(TimelineEntry.of(6), STRANGER, 0));
        complete(build, content(entries(5), BuildVersion.EVERYBODY));
        store.push(List.of(key), new TimelinePush(TimelineEntry.of(7), STRANGER, 0));
        store.push(List.of(key), new TimelinePush(new TimelineEntry(8, 2), STRANGER, STRANGER));
        assertThat(read(NEWEST)).isEqualTo(entries(5));
        store.push(List.of(key), TimelinePush.toAnybody(TimelineEntry.of(9)));
        assertThat(read(NEWEST)).isEqualTo(entries(9, 5));
    }

    @Test
    void knowsEachOfManyWhomItFollows() {
        List<Long> followed = LongStream.range(0, 1000).mapToObj(i -> 1000 + 3 * i).toList();
        complete(
                store.begin(key),
                new TimelineSnapshot(
                        TimelineSegment.whole(List.of()),
                        BuildVersion.EVERYBODY,
                        followed,
                        List.of(1003L),
                        List.of(),
                        true));
        List<TimelineEntry> expected = new ArrayList<>();
        for (long author = 990; author < 4010; author++) {
            store.push(List.of(key), new TimelinePush(TimelineEntry.of(author), author, 0));
            if (followed.contains(author)) {
                expected.addFirst(TimelineEntry.of(author));
            }
        }
        store.push(List.of(key), new TimelinePush(new TimelineEntry(9001, 1), 1003, STRANGER));
        assertThat(store.read(key, new IdRange(0, Long.MAX_VALUE, 5000, false)))
                .extracting(held -> held.segment().entries())
                .isEqualTo(expected);
    }

    @Test
    void removesAnEntryByItsId() {
        build(List.of(new TimelineEntry(7, 3), TimelineEntry.of(5)));
        store.remove(List.of(key), new TimelineEntry(7, 3));
        store.remove(List.of(key), TimelineEntry.of(6));
        assertThat(read(NEWEST)).isEqualTo(entries(5));
        boost(9, 3, STRANGER);
        assertThat(read(NEWEST)).containsExactly(new TimelineEntry(9, 3), TimelineEntry.of(5));
    }

    @Test
    void knowsHowFarDownItReachesAfterItWasTrimmed() {
        TimelineStore small = store(32);
        small.complete(small.begin(key), content(entries(1), BuildVersion.EVERYBODY));
        for (long id = 2; id <= 100; id++) {
            small.push(List.of(key), new TimelinePush(TimelineEntry.of(id), FRIEND, 0));
        }
        CachedTimeline held = small.read(key, NEWEST);
        assertThat(held).isNotNull();
        List<TimelineEntry> shown = held.segment().entries();
        assertThat(shown).hasSizeBetween(32, 34);
        assertThat(held.segment().floor()).isEqualTo(shown.getLast().id());
        assertThat(shown)
                .isEqualTo(entries(LongStream.range(0, shown.size()).map(i -> 100 - i).toArray()));
        small.remove(List.of(key), TimelineEntry.of(100));
        small.push(
                List.of(key),
                new TimelinePush(TimelineEntry.of(3), FRIEND, 0)); // far below the kept range
        assertThat(read(NEWEST)).isEqualTo(shown.subList(1, shown.size()));
    }

    @Test
    void voidsABuildThatAnInvalidationOvertakes() {
        Build build = store.begin(key);
        store.invalidate(List.of(key));
        assertThat(store.complete(build, content(1))).isFalse();
        assertThat(store.read(key, NEWEST)).isNull();
        Build older = store.begin(key);
        Build newer = store.begin(key);
        assertThat(store.complete(older, content(1))).isFalse();
        assertThat(store.complete(newer, content(2))).isTrue();
        assertThat(read(NEWEST)).isEqualTo(entries(2));
    }

    @Test
    void neverLosesAnEntryBetweenBuildsPushesAndInvalidations() throws Exception {
        Random seed = new Random(20_261_121);
        for (int round = 0; round < 5; round++) {
            race(TimelineKey.home(ACCOUNTS.incrementAndGet()), seed.nextLong());
        }
    }

    /**
     * Runs publishers, builds and invalidations concurrently. Publishers commit an entry before
     * they push it. Builds read the committed entries, as from the shards.
     */
    private void race(TimelineKey raced, long seed) throws Exception {
        ConcurrentSkipListSet<Long> committed = new ConcurrentSkipListSet<>();
        ConcurrentSkipListSet<Long> delivered = new ConcurrentSkipListSet<>();
        AtomicLong ids = new AtomicLong();
        AtomicBoolean over = new AtomicBoolean();
        SingleFlight singleFlight = new SingleFlight(store);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> publishers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                publishers.add(
                        threads.submit(() -> {
                            for (int n = 0; n < 150; n++) {
                                long id = ids.incrementAndGet();
                                committed.add(id);
                                store.push(
                                        List.of(raced),
                                        new TimelinePush(TimelineEntry.of(id), FRIEND, 0));
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
                                CachedTimeline shown = store.read(raced, NEWEST);
                                if (shown == null) {
                                    shown = singleFlight.build(raced, () -> all(committed));
                                }
                                assertThat(shown.segment().entries())
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
        CachedTimeline shown = store.read(raced, NEWEST);
        if (shown != null) {
            assertThat(shown.segment().entries()).isEqualTo(all(committed).segment().entries());
        }
    }

    private static TimelineSnapshot all(ConcurrentSkipListSet<Long> ids) {
        return content(
                ids.descendingSet().stream().map(TimelineEntry::of).toList(),
                BuildVersion.EVERYBODY);
    }
}
