package io.rookery.storage.monitoring.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SymptomStreaksTest {

    private static final Instant START = Instant.parse("2026-07-01T10:00:00Z");

    private final SymptomStreaks streaks = new SymptomStreaks();

    @Test
    void beginAtTheAnswerBeforeTheFirstOneThatShowsTheSymptom() {
        count(1);
        count(2, IncidentKind.CLOCK);
        count(3, IncidentKind.CLOCK);
        assertThat(streaks.shownSince(IncidentKind.CLOCK, 2)).hasValue(START.plusSeconds(1));
        assertThat(streaks.shownSince(IncidentKind.CLOCK, 3)).isEmpty();
    }

    @Test
    void endWithAnAnswerThatDoesNotShowTheSymptom() {
        count(1, IncidentKind.CLOCK);
        count(2);
        assertThat(streaks.shownSince(IncidentKind.CLOCK, 1)).isEmpty();
        assertThat(streaks.missingSince(IncidentKind.CLOCK, 1)).hasValue(START.plusSeconds(2));
        count(3, IncidentKind.CLOCK);
        assertThat(streaks.missingSince(IncidentKind.CLOCK, 1)).isEmpty();
    }

    @Test
    void countALateAnswerAsTwoSlowOnesAndAsOneOfAnyOtherSymptom() {
        streaks.count(
                Set.of(IncidentKind.SLOW, IncidentKind.CLOCK), START.plusSeconds(1), START, 2);
        assertThat(streaks.shownSince(IncidentKind.SLOW, 2)).isPresent();
        assertThat(streaks.shownSince(IncidentKind.CLOCK, 2)).isEmpty();
    }

    @Test
    void countAnewOnceTheAnswersWithoutTheSymptomAreForgotten() {
        count(1);
        count(2);
        streaks.forgetMissing(IncidentKind.MEMORY);
        count(3);
        assertThat(streaks.missingSince(IncidentKind.MEMORY, 2)).isEmpty();
        assertThat(streaks.missingSince(IncidentKind.MEMORY, 1)).hasValue(START.plusSeconds(3));
    }

    private void count(int second, IncidentKind... symptoms) {
        streaks.count(
                Set.of(symptoms), START.plusSeconds(second), START.plusSeconds(second - 1), 1);
    }
}
