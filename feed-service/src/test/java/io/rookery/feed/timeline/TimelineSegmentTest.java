package io.rookery.feed.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TimelineSegmentTest {

    @Test
    void mergesEachEntryOnce() {
        TimelineSegment merged = whole(9, 7, 3).merge(whole(8, 7, 1));
        assertThat(merged).isEqualTo(whole(9, 8, 7, 3, 1));
    }

    @Test
    void isCertainOnlyWhereBothPartsAre() {
        TimelineSegment merged =
                new TimelineSegment(entries(9, 7, 5), 5)
                        .merge(new TimelineSegment(entries(8, 6, 3), 3));
        assertThat(merged).isEqualTo(new TimelineSegment(entries(9, 8, 7, 6, 5), 5));
    }

    @Test
    void dropsWhatLiesBelowItsFloor() {
        assertThat(new TimelineSegment(entries(9, 7, 2), 5).aboveFloor())
                .isEqualTo(new TimelineSegment(entries(9, 7), 5));
    }

    @Test
    void readsOnBelowItsFloor() {
        TimelineSegment upper = new TimelineSegment(entries(9, 7), 7);
        List<TimelineEntry> page =
                upper.page(
                        new IdRange(0, Long.MAX_VALUE, 4, false),
                        rest -> {
                            assertThat(rest).isEqualTo(new IdRange(0, 7, 2, false));
                            return entries(5, 4);
                        });
        assertThat(page).isEqualTo(entries(9, 7, 5, 4));
    }

    @Test
    void asksNobodyForWhatItHas() {
        TimelineSegment upper = new TimelineSegment(entries(9, 7, 6), 6);
        assertThat(upper.page(new IdRange(0, Long.MAX_VALUE, 2, false), this::refuse))
                .isEqualTo(entries(9, 7));
        assertThat(upper.page(new IdRange(6, Long.MAX_VALUE, 20, false), this::refuse))
                .isEqualTo(entries(9, 7));
        assertThat(upper.page(new IdRange(5, Long.MAX_VALUE, 1, true), this::refuse))
                .isEqualTo(entries(6));
    }

    @Test
    void doesNotClaimToKnowWhatIsNextAboveAnIdBelowItsFloor() {
        TimelineSegment upper = new TimelineSegment(entries(9, 7, 6), 6);
        assertThat(upper.page(new IdRange(2, 8, 2, true), _ -> entries(4, 3)))
                .isEqualTo(entries(4, 3));
    }

    @Test
    void showsWithTheShardsWhatTheShardsWouldShow() {
        Random random = new Random(11);
        for (int round = 0; round < 3000; round++) {
            List<TimelineEntry> all = some(random);
            int kept = random.nextInt(all.size() + 1);
            long floor = kept == all.size() ? 0 : kept == 0 ? 1000 : all.get(kept - 1).id();
            TimelineSegment upper = new TimelineSegment(all.subList(0, kept), floor);
            IdRange range =
                    new IdRange(
                            random.nextInt(100),
                            random.nextInt(130),
                            1 + random.nextInt(12),
                            random.nextBoolean());
            assertThat(upper.page(range, part -> part.cut(all))).isEqualTo(range.cut(all));
        }
    }

    private List<TimelineEntry> refuse(IdRange range) {
        throw new AssertionError("asked for " + range);
    }

    private static List<TimelineEntry> some(Random random) {
        TreeSet<Long> ids = new TreeSet<>();
        int size = random.nextInt(40);
        for (int i = 0; i < size; i++) {
            ids.add(1L + random.nextInt(120));
        }
        return new ArrayList<>(ids.descendingSet().stream().map(TimelineEntry::of).toList());
    }

    private static TimelineSegment whole(long... ids) {
        return TimelineSegment.whole(entries(ids));
    }

    private static List<TimelineEntry> entries(long... ids) {
        return LongStream.of(ids).mapToObj(TimelineEntry::of).toList();
    }
}
