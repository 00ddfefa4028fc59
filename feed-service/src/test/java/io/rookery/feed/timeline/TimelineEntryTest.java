package io.rookery.feed.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimelineEntryTest {

    @Test
    void isReadAsItWasWritten() {
        for (TimelineEntry entry :
                List.of(
                        TimelineEntry.of(1),
                        TimelineEntry.of(Long.MAX_VALUE),
                        new TimelineEntry(77, 5),
                        new TimelineEntry(Long.MAX_VALUE, Long.MAX_VALUE - 1))) {
            assertThat(TimelineEntry.parse(entry.memberBytes())).isEqualTo(entry);
        }
    }

    @Test
    void sortsAsTextLikeItsId() {
        Random random = new Random(7);
        for (int i = 0; i < 1000; i++) {
            TimelineEntry one = entry(random);
            TimelineEntry other = entry(random);
            assertThat(Integer.signum(one.member().compareTo(other.member())))
                    .isEqualTo(Long.compare(one.id(), other.id()));
        }
    }

    private static TimelineEntry entry(Random random) {
        long id = random.nextLong(Long.MAX_VALUE) >>> random.nextInt(60);
        return new TimelineEntry(id + 1, random.nextBoolean() ? 0 : id / 2 + 1);
    }
}
