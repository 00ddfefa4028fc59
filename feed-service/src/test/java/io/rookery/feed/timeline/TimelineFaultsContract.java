package io.rookery.feed.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rookery.feed.redis.RedisUnavailableException;
import io.rookery.kit.deadline.Deadline;
import io.rookery.kit.vitals.CacheStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Contract of the timeline store under faults of Redis: when it must not use what Redis has. */
abstract class TimelineFaultsContract extends RedisTimelineTestBase {

    @Test
    void isNotWholeUnderAnotherPrimary() throws Exception {
        build(entries(3, 2));
        long epoch = redis.cluster().epochOf(key.name());
        redis.killPrimaryOf(key.name());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> redis.cluster().epochOf(key.name()) != epoch);
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(RedisUnavailableException.class)
                .untilAsserted(() -> assertThat(store.read(key, NEWEST)).isNull());
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(RedisUnavailableException.class)
                .until(() -> store.complete(store.begin(key), content(4, 3, 2)));
        assertThat(read(NEWEST)).isEqualTo(entries(4, 3, 2));
    }

    /** A former primary gets no more requests, so it must not stay marked as faulty. */
    @Test
    void callsNoNodeIllThatIsPrimaryNoLonger() {
        build(entries(3));
        long epoch = redis.cluster().epochOf(key.name());
        redis.killPrimaryOf(key.name());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> redis.cluster().epochOf(key.name()) != epoch);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(redis.cluster().health()).hasSize(3));
        awaitWrites();
    }

    @Test
    void saysSoWhenRedisIsGone() {
        redis.killAll();
        try {
            assertThatThrownBy(() -> store.read(key, NEWEST))
                    .isInstanceOf(RedisUnavailableException.class);
            assertThatThrownBy(() -> push(TimelineEntry.of(1)))
                    .isInstanceOf(RedisUnavailableException.class);
        } finally {
            redis.revive();
        }
    }

    /** Entries that Redis had not written to disk before the power cut would be missing. */
    @Test
    void isNotWholeAfterALossOfPower() {
        build(entries(3));
        push(TimelineEntry.of(4));
        redis.killAll();
        redis.revive();
        assertThat(store.read(key, NEWEST)).isNull();
    }

    @Test
    void isNotWholeWhenAnyOfItsKeysWasEvicted() {
        build(List.of(new TimelineEntry(7, 3), TimelineEntry.of(5)));
        List<String> keys = redis.keysWith(key.name().substring(key.name().indexOf('{')));
        assertThat(keys).isNotEmpty();
        for (String one : keys) {
            build(List.of(new TimelineEntry(7, 3), TimelineEntry.of(5)));
            redis.delete(one);
            assertThat(store.read(key, NEWEST)).as("without %s", one).isNull();
        }
    }

    @Test
    void showsAllOrNothingWhileMemoryIsShort() {
        redis.configure("maxmemory-policy", "allkeys-lru");
        redis.leaveRoom(2_000_000);
        try {
            List<TimelineEntry> many =
                    entries(LongStream.range(0, 300).map(i -> 300 - i).toArray());
            List<TimelineKey> all = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                TimelineKey one = TimelineKey.home(ACCOUNTS.incrementAndGet());
                all.add(one);
                retried(() ->
                        store.complete(store.begin(one), content(many, BuildVersion.EVERYBODY)));
            }
            int whole = 0;
            for (TimelineKey one : all) {
                CachedTimeline held =
                        retried(() -> Optional.ofNullable(store.read(one, NEWEST))).orElse(null);
                if (held != null) {
                    whole++;
                    assertThat(held.segment().entries()).isEqualTo(many);
                }
            }
            assertThat(whole).isBetween(1, 299);
        } finally {
            redis.configure("maxmemory", "0");
        }
    }

    @Test
    void isNotWholeForAnybodyWhenRedisHadNoRoomForAnEntry() {
        build(entries(3));
        redis.configure("maxmemory-policy", "noeviction");
        redis.configure("maxmemory", "1");
        try {
            assertThatThrownBy(() -> push(TimelineEntry.of(4)))
                    .isInstanceOf(RedisUnavailableException.class);
            assertThatThrownBy(() -> store.read(key, NEWEST))
                    .isInstanceOf(RedisUnavailableException.class);
            assertThat(redis.keysWith(key.name())).isEmpty();
        } finally {
            redis.configure("maxmemory", "0");
            redis.configure("maxmemory-policy", "allkeys-lru");
        }
        awaitWrites();
        assertThat(store.read(key, NEWEST)).isNull();
    }

    @Test
    void isReadByNobodyWhileRedisRefusesWrites() {
        build(entries(3));
        redis.configure("min-replicas-to-write", "5");
        try {
            // This instance has not tried a write that Redis would refuse.
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThatThrownBy(() -> store.read(key, NEWEST))
                                    .isInstanceOf(RedisUnavailableException.class));
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThat(redis.cluster().health())
                                    .extracting(CacheStatus::refusal)
                                    .containsOnly("NOREPLICAS"));
        } finally {
            redis.configure("min-replicas-to-write", "0");
        }
        awaitWrites();
        assertThat(read(NEWEST)).isEqualTo(entries(3));
    }

    @Test
    void isReadByNobodyWhileWritesHang() {
        build(entries(3));
        redis.pauseWrites(Duration.ofSeconds(60));
        try {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThatThrownBy(() -> store.read(key, NEWEST))
                                    .isInstanceOf(RedisUnavailableException.class));
        } finally {
            redis.resumeWrites();
        }
        awaitWrites();
        assertThat(read(NEWEST)).isEqualTo(entries(3));
    }

    @Test
    void sendsNothingAfterTheDeadline() {
        build(entries(3));
        assertThatThrownBy(() -> Deadline.run(Duration.ZERO, () -> push(TimelineEntry.of(4))))
                .isInstanceOf(RedisUnavailableException.class);
        assertThat(read(NEWEST)).isEqualTo(entries(3));
    }

    private void awaitWrites() {
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        redis.cluster().health().stream()
                                .allMatch(node -> node.answers() && node.refusal().isEmpty()));
    }
}
