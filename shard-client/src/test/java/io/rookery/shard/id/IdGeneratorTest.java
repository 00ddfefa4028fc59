package io.rookery.shard.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class IdGeneratorTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final InstantSource clock = now::get;
    private final IdGenerator ids = new IdGenerator(clock);

    @Test
    void namesTheSlotAndTheTime() {
        long id = ids.next(12345);
        assertThat(Ids.slotOf(id)).isEqualTo(12345);
        assertThat(Ids.timeOf(id)).isEqualTo(NOON);
    }

    @Test
    void growsWithinASlotWhileTheClockStandsStill() {
        long[] made = LongStream.range(0, 10_000).map(i -> ids.next(7)).toArray();
        assertThat(made).isSorted().doesNotHaveDuplicates();
        assertThat(LongStream.of(made)).allSatisfy(id -> assertThat(Ids.slotOf(id)).isEqualTo(7));
    }

    @Test
    void growsWithinASlotWhenTheClockIsSetBack() {
        long before = ids.next(7);
        now.set(NOON.minusSeconds(3600));
        assertThat(ids.next(7)).isGreaterThan(before);
    }

    @Test
    void isGreaterThanWhatItAnswersWhateverTheClocksSay() {
        now.set(NOON.plusSeconds(60));
        long ahead = new IdGenerator(clock).next(16383);
        now.set(NOON);
        long older = ids.next(3);
        assertThat(ids.next(0, older, ahead)).isGreaterThan(ahead);
        assertThat(ids.next(0)).isGreaterThan(ahead);
    }

    @Test
    void refusesWhatIsFarInTheFutureAndDoesNotFollowIt() {
        now.set(NOON.plusSeconds(3600));
        long ahead = new IdGenerator(clock).next(7);
        now.set(NOON);

        assertThatThrownBy(() -> ids.next(7, ahead)).isInstanceOf(FutureIdException.class);
        assertThatThrownBy(() -> ids.next(7, 1, Long.MAX_VALUE))
                .isInstanceOf(FutureIdException.class);

        assertThat(Ids.timeOf(ids.next(7))).isEqualTo(NOON);
    }

    @Test
    void isGreaterThanWhatItAnswersWithinOneMillisecond() {
        long id = ids.next(16383);
        for (int i = 0; i < 1000; i++) {
            long answer = ids.next(0, id);
            assertThat(answer).isGreaterThan(id);
            id = ids.next(16383, answer);
            assertThat(id).isGreaterThan(answer);
        }
    }

    @Test
    void neverMakesTheSameTwiceInManyThreads() throws Exception {
        IdGenerator real = new IdGenerator(InstantSource.system());
        Set<Long> made = ConcurrentHashMap.newKeySet();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < 8; thread++) {
                threads.execute(
                        () -> LongStream.range(0, 5000).forEach(i -> made.add(real.next(1))));
            }
        }
        assertThat(made).hasSize(40_000);
    }

    @Test
    void startsEachMillisecondAtRandomSoThatInstancesSeldomCollide() {
        IdGenerator one = new IdGenerator(clock, bound -> 3);
        IdGenerator other = new IdGenerator(clock, bound -> bound - 1);
        assertThat(one.next(7) & 0xFF).isEqualTo(3);
        assertThat(other.next(7) & 0xFF).isEqualTo(127);
    }

    @Test
    void countsTimeBeforeItsEpochAsTheEpoch() {
        now.set(Instant.EPOCH);
        assertThat(Ids.timeOf(ids.next(1))).isEqualTo(Ids.EPOCH);
    }

    @Test
    void refusesToGoOnWhenItsTimeIsUsedUp() {
        now.set(Ids.EPOCH.plusMillis(Ids.LAST_MILLIS + 1));
        assertThatThrownBy(() -> ids.next(1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesANumberThatIsNoSlot() {
        assertThatThrownBy(() -> ids.next(16384)).isInstanceOf(IllegalArgumentException.class);
    }
}
