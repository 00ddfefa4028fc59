package io.rookery.api.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTagsTest {

    @ParameterizedTest
    @CsvSource({"de,de", "DE,de", "pt-br,pt-BR", "PT_br,pt-BR", "zh-hant-tw,zh-Hant-TW", "AST,ast"})
    void haveOneSpelling(String given, String kept) {
        assertThat(LanguageTags.parse(given)).contains(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "german", "de-", "12", "de-x-private", "ca-ES-valencia", "d e"})
    void areNothingElse(String given) {
        assertThat(LanguageTags.parse(given)).isEmpty();
        assertThat(LanguageTags.orAsIs(given)).isEqualTo(given);
    }

    @Test
    void takeInTheirRegions() {
        assertThat(LanguageTags.isAmong(Set.of("pt"), "pt-BR")).isTrue();
        assertThat(LanguageTags.isAmong(Set.of("zh-Hant"), "zh-Hant-TW")).isTrue();
        assertThat(LanguageTags.isAmong(Set.of("pt-BR"), "pt-BR")).isTrue();
        assertThat(LanguageTags.isAmong(Set.of("pt-BR"), "pt")).isFalse();
        assertThat(LanguageTags.isAmong(Set.of("p", "pt-PT"), "pt-BR")).isFalse();
    }
}
