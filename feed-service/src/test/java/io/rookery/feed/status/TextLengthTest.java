package io.rookery.feed.status;

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
        assertThat(TextLength.of("e\u0301")).isEqualTo(1);
        assertThat(TextLength.of("ß日😀")).isEqualTo(3);
    }

    @Test
    void countsNothingInAnEmptyText() {
        assertThat(TextLength.of("")).isZero();
    }
}
