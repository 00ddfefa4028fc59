package io.rookery.api.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextLengthTest {

    @Test
    void countsAnAddressTheSameWhateverItsLength() {
        assertThat(TextLength.of("https://a.example")).isEqualTo(23);
        assertThat(TextLength.of("x https://example.com/" + "y".repeat(200))).isEqualTo(25);
    }

    @Test
    void countsAnAddressThatHidesATextAsItIs() {
        String text = "https://example.com/" + "y".repeat(5000);

        assertThat(TextLength.of(text)).isEqualTo(text.length());
    }

    @Test
    void countsAMentionWithoutItsDomain() {
        assertThat(TextLength.of("@ada@example.com")).isEqualTo(4);
    }

    @Test
    void countsWhatPeopleSeeAsOneCharacterOnce() {
        assertThat(TextLength.of("👨‍👩‍👧‍👦")).isEqualTo(1);
        assertThat(TextLength.of("#\ufe0f\u20e3 #1\ufe0f\u20e3")).isEqualTo(4);
        assertThat(TextLength.of("❤️https://example.com/a")).isEqualTo(24);
        assertThat(TextLength.of("「https://example.com/」")).isEqualTo(25);
        assertThat(TextLength.of("詳細はhttps://example.com/a。")).isEqualTo(27);
        assertThat(TextLength.of("#نرم\u200cافزار")).isEqualTo(9);
        assertThat(TextLength.of("@ada\u0301")).isEqualTo(4);
        assertThat(TextLength.of("e", "\u0301")).isEqualTo(1);
        assertThat(TextLength.of("e\u0301")).isEqualTo(1);
        assertThat(TextLength.of("ß日😀")).isEqualTo(3);
    }

    @Test
    void countsNothingInAnEmptyText() {
        assertThat(TextLength.of("")).isZero();
    }
}
