package io.rookery.user.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShownNameTest {

    @ParameterizedTest
    @CsvSource({
        "A\u200bda, Ada",
        "\u2060Ada\ufeff, Ada",
        "A\u00add\u034fa, Ada",
        "Ada\u061c\u200f, Ada",
        "A\u202eda, Ada",
        "A\u2066da\u2069, Ada",
        "Ada\u3164, Ada",
        "Ada\ufe0f, Ada",
        "A\u200dda\u200d, Ada",
        "1\u200d2, 12",
        "Ада\u200cм, Адам",
        "a\uDB40\uDD00b, ab",
        "Ada\uE000, Ada",
        "A\uDB40\uDC41da, Ada"
    })
    void hasNothingThatNobodySees(String given, String shown) {
        assertThat(ShownName.of(given)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u00a0",
                "\u3164",
                "\u2800\u2800",
                "\u200b",
                "\u115f\u1160",
                "\u2003\u200d"
            })
    void isNoneWhenNothingOfItIsSeen(String given) {
        assertThat(ShownName.of(given)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ada Lovelace",
                "👨‍👩‍👧",
                "🏳️‍🌈 Ada",
                "❤️",
                "#️⃣ 1️⃣",
                "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
                "نرم\u200cافزار",
                "क्\u200dष",
                "José",
                "Jose\u0301",
                "山田　太郎",
                "葛\uDB40\uDD00城",
                "👩🏽\u200d💻",
                "ශ්\u200dරී",
                "שָׁלוֹם"
            })
    void keepsWhatDecidesHowOthersAreDrawn(String name) {
        assertThat(ShownName.of(name)).isEqualTo(name);
    }

    @Test
    void losesNoVisibleCharacterOfAnyPlane() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (Character.isLetterOrDigit(c) && ShownName.of(Character.toString(c)).isEmpty()) {
                assertThat(c).isIn(0x115F, 0x1160, 0x3164, 0xFFA0);
            }
        }
    }
}
