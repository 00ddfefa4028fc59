package io.rookery.feed.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StretchTest {

    @Test
    void mergesEachEntryOnce() {
        Stretch merged = whole(9, 7, 3).merge(whole(8, 7, 1));
        assertThat(merged).isEqualTo(whole(9, 8, 7, 3, 1));
    }

    @Test
    void isCertainOnlyWhereBothPartsAre() {
        Stretch merged = new Stretch(entries(9, 7, 5), 5).merge(new Stretch(entries(8, 6, 3), 3));
        assertThat(merged).isEqualTo(new Stretch(entries(9, 8, 7, 6, 5), 5));
    }

    @Test
    void dropsWhatLiesBelowItsFloor() {
        assertThat(new Stretch(entries(9, 7, 2), 5).aboveFloor())
                .isEqualTo(new Stretch(entries(9, 7), 5));
    }

    @Test
    void readsOnBelowItsFloor() {
        Stretch upper = new Stretch(entries(9, 7), 7);
        List<TimelineEntry> page =
                upper.page(
                        new Window(0, Long.MAX_VALUE, 4, false),
                        rest -> {
                            assertThat(rest).isEqualTo(new Window(0, 7, 2, false));
                            return entries(5, 4);
                        });
        assertThat(page).isEqualTo(entries(9, 7, 5, 4));
    }

    @Test
    void asksNobodyForWhatItHas() {
        Stretch upper = new Stretch(entries(9, 7, 6), 6);
        assertThat(upper.page(new Window(0, Long.MAX_VALUE, 2, false), this::refuse))
                .isEqualTo(entries(9, 7));
        assertThat(upper.page(new Window(6, Long.MAX_VALUE, 20, false), this::refuse))
                .isEqualTo(entries(9, 7));
        assertThat(upper.page(new Window(5, Long.MAX_VALUE, 1, true), this::refuse))
                .isEqualTo(entries(6));
    }

    @Test
    void doesNotClaimToKnowWhatIsNextAboveAnIdBelowItsFloor() {
        Stretch upper = new Stretch(entries(9, 7, 6), 6);
        assertThat(upper.page(new Window(2, 8, 2, true), _ -> entries(4, 3)))
                .isEqualTo(entries(4, 3));
    }

    @Test
    void showsWithTheShardsWhatTheShardsWouldShow() {
        Random random = new Random(11);
        for (int round = 0; round < 3000; round++) {
            List<TimelineEntry> all = some(random);
            int kept = random.nextInt(all.size() + 1);
            long floor = kept == all.size() ? 0 : kept == 0 ? 1000 : all.get(kept - 1).id();
            Stretch upper = new Stretch(all.subList(0, kept), floor);
            Window window =
                    new Window(
                            random.nextInt(100),
                            random.nextInt(130),
                            1 + random.nextInt(12),
                            random.nextBoolean());
            assertThat(upper.page(window, part -> part.cut(all))).isEqualTo(window.cut(all));
        }
    }

    private List<TimelineEntry> refuse(Window window) {
        throw new AssertionError("asked for " + window);
    }

    private static List<TimelineEntry> some(Random random) {
        TreeSet<Long> ids = new TreeSet<>();
        int size = random.nextInt(40);
        for (int i = 0; i < size; i++) {
            ids.add(1L + random.nextInt(120));
        }
        return new ArrayList<>(ids.descendingSet().stream().map(TimelineEntry::of).toList());
    }

    private static Stretch whole(long... ids) {
        return Stretch.whole(entries(ids));
    }

    private static List<TimelineEntry> entries(long... ids) {
        return LongStream.of(ids).mapToObj(TimelineEntry::of).toList();
    }
}
