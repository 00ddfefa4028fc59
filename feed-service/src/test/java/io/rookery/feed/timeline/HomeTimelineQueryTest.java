package io.rookery.feed.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HomeTimelineQueryTest {

    @Test
    void looksAtAHundredRowsAndMoreHoweverFewAreStillWanted() {
        assertThat(HomeTimelineQuery.rows(1, 1)).isEqualTo(100);
        assertThat(HomeTimelineQuery.rows(1, 700)).isEqualTo(700);
        int rows = 0;
        for (int looks = 1; looks < HomeTimelineQuery.MOST_LOOKS; looks++) {
            assertThat(HomeTimelineQuery.rows(looks, 1)).isBetween(100, 2_000);
            rows += HomeTimelineQuery.rows(looks, 1);
        }
        assertThat(rows).isGreaterThan(5_000);
    }
}
