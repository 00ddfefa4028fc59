package io.rookery.feed.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HomeTimelinesTest {

    private static final TimelineEntry STATUS = new TimelineEntry(10, 0);
    private static final TimelineEntry BOOST = new TimelineEntry(8, 2);

    @Test
    void addTheReadersOwnThatTheShardsDidNotTellInTime() {
        Map<Long, Long> own = Map.of(12L, 0L, 9L, 3L, 10L, 0L);

        assertThat(HomeTimelines.withUnread(newest(4), List.of(STATUS, BOOST), own))
                .containsExactly(new TimelineEntry(12, 0), STATUS, new TimelineEntry(9, 3), BOOST);
        assertThat(HomeTimelines.withUnread(newest(2), List.of(STATUS, BOOST), own))
                .containsExactly(new TimelineEntry(12, 0), STATUS);
    }

    @Test
    void addNoBoostOfWhatIsThereAlready() {
        Map<Long, Long> own = Map.of(11L, 10L, 7L, 2L);

        assertThat(HomeTimelines.withUnread(newest(9), List.of(STATUS, BOOST), own))
                .containsExactly(STATUS, BOOST);
    }

    private static IdRange newest(int limit) {
        return new IdRange(0, Long.MAX_VALUE, limit, false);
    }
}
