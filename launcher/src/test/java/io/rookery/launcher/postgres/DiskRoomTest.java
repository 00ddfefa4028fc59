package io.rookery.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DiskRoomTest {
    private static final long LOG_SEGMENT = 16L << 20;

    /** The clock may overflow at any time. */
    private long now = Long.MAX_VALUE;

    private final DiskRoom room = new DiskRoom(now);

    @Test
    void isNotFullAsLongAsTheNextLogSegmentFits() {
        assertThat(isFullAfter(Duration.ofMinutes(1), LOG_SEGMENT)).isFalse();
        assertThat(isFullAfter(Duration.ofMinutes(1), LOG_SEGMENT)).isFalse();
    }

    @Test
    void isFullOnceItHasLackedRoomForLongerThanTwoSeconds() {
        assertThat(isFullAfter(Duration.ofSeconds(1), LOG_SEGMENT - 1)).isFalse();
        assertThat(isFullAfter(Duration.ofSeconds(1), LOG_SEGMENT - 1)).isFalse();
        assertThat(isFullAfter(Duration.ofNanos(1), LOG_SEGMENT - 1)).isTrue();
        assertThat(isFullAfter(Duration.ofSeconds(1), 0)).isTrue();
    }

    @Test
    void isNoLongerFullAsSoonAsThereIsRoom() {
        assertThat(isFullAfter(Duration.ofSeconds(3), 0)).isTrue();
        assertThat(isFullAfter(Duration.ofNanos(1), LOG_SEGMENT)).isFalse();
    }

    @Test
    void givesNewTimeWheneverThereWasRoom() {
        for (int i = 0; i < 3; i++) {
            assertThat(isFullAfter(Duration.ofSeconds(2), 0)).isFalse();
            assertThat(isFullAfter(Duration.ofNanos(1), LOG_SEGMENT)).isFalse();
        }
    }

    private boolean isFullAfter(Duration time, long free) {
        now += time.toNanos();
        return room.isFull(now, free);
    }
}
