package io.rookery.feed.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BuildVersionTest {

    private static final FilterRules RULES =
            new FilterRules(
                    Map.of(7L, FilterRules.FOR_EVER, 8L, 1_000L),
                    Set.of(9L),
                    Map.of(10L, Set.of("de", "pt-BR"), 11L, Set.of()),
                    true);

    @Test
    void isReadAsItWasWritten() {
        for (BuildVersion basis :
                List.of(
                        BuildVersion.EVERYBODY,
                        new BuildVersion(
                                Long.MAX_VALUE, List.of(1L, Long.MAX_VALUE), FilterRules.NONE),
                        new BuildVersion(3, List.of(), RULES),
                        new BuildVersion(3, List.of(5L), RULES.bounded(1)))) {
            assertThat(BuildVersion.parse(basis.text())).isEqualTo(basis);
        }
    }

    @Test
    void keepsNoMoreRulesThanItsBound() {
        assertThat(RULES.bounded(5)).isEqualTo(RULES);
        assertThat(RULES.bounded(4).isComplete()).isFalse();
        assertThat(RULES.bounded(4).size()).isZero();
    }

    @Test
    void hidesTheMutedUntilTheirTimeIsOver() {
        assertThat(RULES.hides(7, Long.MAX_VALUE - 1)).isTrue();
        assertThat(RULES.hides(8, 999)).isTrue();
        assertThat(RULES.hides(8, 1_000)).isFalse();
        assertThat(RULES.hides(9, 0)).isFalse();
        assertThat(RULES.firstEnd()).isEqualTo(1_000);
    }

    @Test
    void wantsWhatHasNoLanguageAndTheLanguagesThatAreNamed() {
        assertThat(RULES.wants(10, "de")).isTrue();
        assertThat(RULES.wants(10, "en")).isFalse();
        assertThat(RULES.wants(10, null)).isTrue();
        assertThat(RULES.wants(7, "en")).isTrue();
    }

    @Test
    void takesNoBoostsOfTheHiddenEither() {
        assertThat(RULES.bringNoBoosts()).containsExactlyInAnyOrder(7L, 8L, 9L);
    }
}
