package io.rookery.feed.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.feed.account.HomeRules;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FilterRulesTest {

    private static final long BOB = 7;

    @Test
    void wantALanguageHoweverItWasSpeltAndInAllItsRegions() {
        assertThat(wishing("pt-br").wants(BOB, "pt-BR")).isTrue();
        assertThat(wishing("PT").wants(BOB, "pt-BR")).isTrue();
        assertThat(wishing("pt").wants(BOB, "pt")).isTrue();
        assertThat(wishing("pt-PT").wants(BOB, "pt-BR")).isFalse();
        assertThat(wishing("pt").wants(BOB, "de")).isFalse();
        assertThat(wishing("pt").wants(BOB, null)).isTrue();
        assertThat(wishing("pt").wants(BOB + 1, "de")).isTrue();
    }

    private static FilterRules wishing(String language) {
        return FilterRules.of(
                new HomeRules(Map.of(), Set.of(), Map.of(BOB, Set.of(language)), false));
    }
}
