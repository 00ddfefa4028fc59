package io.rookery.feed.status;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.feed.status.Token.At;
import io.rookery.feed.status.Token.Hash;
import io.rookery.feed.status.Token.Plain;
import io.rookery.feed.status.Token.Url;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {

    @Test
    void tellsAddressesMentionsAndHashtagsFromPlainText() {
        assertThat(Tokens.of("Hi @ada, see https://example.com/a_(b)?c=d#e. #Fun"))
                .containsExactly(
                        new Plain("Hi "),
                        new At("ada", null),
                        new Plain(", see "),
                        new Url("https://example.com/a_(b)?c=d#e"),
                        new Plain(". "),
                        new Hash("Fun"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mail@example.com",
                "a#b",
                "#123",
                "#",
                "@",
                "@@ada",
                "http://",
                "https:// x",
                "xhttps://example.com",
                "&#39;",
                "ftp://example.com"
            })
    void leavesEverythingElsePlain(String text) {
        assertThat(Tokens.of(text)).allMatch(Plain.class::isInstance);
    }

    @ParameterizedTest
    @CsvSource({
        "(https://example.com/x),https://example.com/x",
        "https://example.com/x!?,https://example.com/x",
        "HTTPS://EXAMPLE.COM,HTTPS://EXAMPLE.COM",
        "https://example.com<script>,https://example.com",
        "https://example.com/\"onclick=x,https://example.com/",
    })
    void endsAnAddressWhereASentenceGoesOn(String text, String url) {
        assertThat(Tokens.of(text)).contains(new Url(url));
    }

    @Test
    void takesTheDomainOfAMention() {
        assertThat(Tokens.of("@ada@example.com.")).contains(new At("ada", "example.com"));
        assertThat(Tokens.of("@ada@ x")).startsWith(new At("ada", null));
    }

    @Test
    void knowsHashtagsOfEveryScript() {
        assertThat(Tokens.of("#grün #日本語 #हिन्दी #𝔘nicode"))
                .filteredOn(Hash.class::isInstance)
                .extracting(Token::text)
                .containsExactly("#grün", "#日本語", "#हिन्दी", "#𝔘nicode");
    }

    @Test
    void takesForNoHashtagWhoseNameTakesMoreThan500BytesAsItIsKept() {
        assertThat(Tokens.of("#" + "a".repeat(500))).containsExactly(new Hash("a".repeat(500)));
        for (String tooLong :
                List.of("#" + "a".repeat(501), "#a" + "\u0301".repeat(260), "#" + "ﷺ".repeat(30))) {
            assertThat(Tokens.of(tooLong)).containsExactly(new Plain(tooLong));
        }
    }

    @Test
    void losesNothingOfAnyText() {
        Random random = new Random(4711);
        String alphabet = "a1 @#_./:()<>&\"'\nhtps-éß日😀";
        List<Integer> characters = alphabet.codePoints().boxed().toList();
        for (int i = 0; i < 2000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(60); length > 0; length--) {
                text.append(random.nextInt(12) == 0 ? "http://" : "");
                text.appendCodePoint(characters.get(random.nextInt(characters.size())));
            }
            assertThat(Tokens.of(text.toString()).stream().map(Token::text).collect(joining()))
                    .isEqualTo(text.toString());
        }
    }
}
