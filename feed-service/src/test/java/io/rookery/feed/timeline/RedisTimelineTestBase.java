package io.rookery.feed.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.feed.redis.RedisServers;
import io.rookery.feed.redis.RedisUnavailableException;
import io.rookery.feed.redis.TestRedis;
import io.rookery.feed.timeline.TimelineStore.Build;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * Base class of tests of the timeline store on a real Redis Cluster. Each test has its own
 * timeline.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class RedisTimelineTestBase {

    static final IdRange NEWEST = new IdRange(0, Long.MAX_VALUE, 2000, false);
    static final long FRIEND = 41;
    static final long STRANGER = 42;
    static final AtomicLong ACCOUNTS = new AtomicLong(100);

    static final long STARTED = System.nanoTime();

    TestRedis redis;

    TimelineKey key;
    TimelineStore store;

    /** Starts a cluster on free ports. */
    abstract RedisServers servers(Path directory);

    @BeforeAll
    void start(@TempDir Path directory) {
        redis = TestRedis.on(servers(directory));
    }

    @AfterAll
    void stop() {
        if (redis != null) {
            redis.close();
        }
    }

    @BeforeEach
    void turnToATimelineOfSomebodyElse() {
        // Waits until this instance has noticed that the faults of the previous test are over.
        await().atMost(Duration.ofSeconds(60)).until(redis.cluster()::takesWrites);
        key = TimelineKey.home(ACCOUNTS.incrementAndGet());
        store = store(2000);
    }

    /**
     * Retries the work if Redis seems unavailable: on a busy machine, a reply may exceed the
     * timeout of feed-service.
     */
    static <T> T retried(Supplier<T> work) {
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

    void push(TimelineEntry entry) {
        store.push(List.of(key), new TimelinePush(entry, FRIEND, 0));
    }

    void boost(long id, long original, long originalAuthor) {
        store.push(
                List.of(key),
                new TimelinePush(new TimelineEntry(id, original), FRIEND, originalAuthor));
    }

    void build(List<TimelineEntry> entries) {
        complete(store.begin(key), content(entries, BuildVersion.EVERYBODY));
    }

    void complete(Build build, TimelineSnapshot content) {
        assertThat(store.complete(build, content)).isTrue();
    }

    static TimelineSnapshot content(long... ids) {
        return content(entries(ids), BuildVersion.EVERYBODY);
    }

    /** Returns the content of a timeline whose owner follows one account. */
    static TimelineSnapshot content(List<TimelineEntry> entries, BuildVersion basis) {
        return new TimelineSnapshot(
                TimelineSegment.whole(entries),
                basis,
                List.of(FRIEND),
                List.of(),
                entries.stream().filter(TimelineEntry::isBoost).toList(),
                true);
    }

    List<TimelineEntry> read(IdRange range) {
        @Nullable CachedTimeline held = store.read(key, range);
        assertThat(held).isNotNull();
        return held.segment().entries();
    }

    TimelineStore store(int capacity) {
        return new TimelineStore(
                redis.cluster(),
                new TimelineSettings(
                        capacity,
                        Duration.ofHours(1),
                        16,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(1)));
    }

    static List<TimelineEntry> entries(long... ids) {
        return LongStream.of(ids).mapToObj(TimelineEntry::of).toList();
    }
}
