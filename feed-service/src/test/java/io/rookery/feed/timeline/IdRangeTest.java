package io.rookery.feed.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class IdRangeTest {

    private static final List<TimelineEntry> ALL = entries(9, 8, 7, 6, 5, 4, 3, 2, 1);

    @Test
    void showsTheNewestBetweenItsBounds() {
        assertThat(new IdRange(2, 8, 3, false).cut(ALL)).isEqualTo(entries(7, 6, 5));
    }

    @Test
    void showsThoseNextToItsLowerBoundWhenAscending() {
        assertThat(new IdRange(2, 8, 3, true).cut(ALL)).isEqualTo(entries(5, 4, 3));
    }

    @Test
    void goesOnWhereAPageHasEnded() {
        assertThat(new IdRange(2, 8, 3, false).after(5, 2)).isEqualTo(new IdRange(2, 5, 2, false));
        assertThat(new IdRange(2, 8, 3, true).after(5, 2)).isEqualTo(new IdRange(5, 8, 2, true));
    }

    private static List<TimelineEntry> entries(long... ids) {
        return LongStream.of(ids).mapToObj(TimelineEntry::of).toList();
    }
}
