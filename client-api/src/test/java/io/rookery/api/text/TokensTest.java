package io.rookery.api.text;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.api.text.Token.At;
import io.rookery.api.text.Token.Hash;
import io.rookery.api.text.Token.Plain;
import io.rookery.api.text.Token.Url;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
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
                        new Hash("#Fun"));
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
        assertThat(Tokens.of("@ada@\u4f8b.example x")).startsWith(new At("ada", "\u4f8b.example"));
        assertThat(Tokens.of("@ada@127.0.0.1:3000 x")).startsWith(new At("ada", "127.0.0.1:3000"));
    }

    @ParameterizedTest
    @CsvSource({
        "❤️https://example.com/a, https://example.com/a",
        "「https://example.com/」, https://example.com/",
        "「https://example.com/」と, https://example.com/",
        "詳細はhttps://example.com/a。, https://example.com/a",
        "（https://example.com/a）, https://example.com/a",
        "https://example.com/a！, https://example.com/a",
        "（https://example.com/a）をご覧ください, https://example.com/a",
        "见https://example.com/a，很好, https://example.com/a",
        "https://example.com（公式）, https://example.com",
        "《https://example.com/a》说, https://example.com/a",
        "„https://example.com/a“, https://example.com/a",
        "»https://example.com/a«, https://example.com/a",
        "https://example.com/a، بعد, https://example.com/a",
        "https://example.com/a।, https://example.com/a",
        "[https://example.com/a], https://example.com/a",
        "https://example.com/a[1], https://example.com/a[1]",
        "https://en.wikipedia.org/wiki/A_(b), https://en.wikipedia.org/wiki/A_(b)",
        "https://example.comを見て, https://example.com",
        "https://example.com에서, https://example.com",
        "https://example.com:3000を見て, https://example.com:3000",
        "https://example.com:, https://example.com",
        "(https://example.com), https://example.com",
        "https://example.com/日本語 x, https://example.com/日本語",
        "https://bücher.example/a, https://bücher.example/a",
        "https://пример.рф/a, https://пример.рф/a",
        "https://example.com/a\u202e, https://example.com/a",
        "https://example.com/a\u200bb, https://example.com/a",
        "https://例え.example/日本語?あ=1, https://例え.example/日本語?あ=1",
        "https://fa.example/نرم\u200cافزار x, https://fa.example/نرم\u200cافزار",
        "https://example.com/👍 x, https://example.com/👍"
    })
    void findsAnAddressBesideAnyScript(String text, String url) {
        assertThat(Tokens.of(text)).contains(new Url(url));
    }

    @ParameterizedTest
    @CsvSource({
        "#\ufe0f\u20e3 #1\ufe0f\u20e3, ",
        "#abc\ufe0f, abc",
        "#\u0300abc, ",
        "#\u3099あ, ",
        "#\u0e31, ",
        "#نرم\u200cافزار!, نرم\u200cافزار",
        "#col·lectiu, col·lectiu",
        "#ぼっち・ざ・ろっく！, ぼっち・ざ・ろっく",
        "#one·two·, one·two",
        "#·one, ",
        "#1·2, 1·2",
        "#12, ",
        "#snake_case_, snake_case_",
        "＃ｆｏｏ, foo",
        "(#fun), fun",
        "「#タグ」, タグ",
        "#Ｃａｆé, café",
        "#cafe\u0301, café",
        "#हिन्दी।, हिन्दी",
        "#ශ්\u200dරීලංකා, ශ්\u200dරීලංකා",
        "#İstanbul, istanbul",
        "#tag\u200d❤, tag",
        "x#no, ",
        "https://example.com/#no, ",
        "&#39;, "
    })
    void knowsAHashtagByItsLetters(String text, @Nullable String name) {
        List<String> found =
                Tokens.of(text).stream()
                        .filter(Hash.class::isInstance)
                        .map(token -> Hashtags.normalise(((Hash) token).name()))
                        .toList();
        assertThat(found).isEqualTo(name == null ? List.of() : List.of(name));
        found.forEach(kept -> assertThat(Hashtags.parse(kept)).contains(kept));
    }

    @ParameterizedTest
    @CsvSource({
        "@ada., ada",
        "@adaさん, ada",
        "👍@ada, ada",
        "❤️@ada, ada",
        "（@ada）, ada",
        "@ada-, ada",
        "@ada.smith, ada.smith",
        "さん@ada, ",
        "@adaé, ",
        "@ada@, ",
        "@ada＠x, ",
        "@ada://x, ",
        "a=@ada, ",
        "/@ada, "
    })
    void knowsAMentionBesideAnyScript(String text, @Nullable String username) {
        assertThat(Tokens.of(text).stream().filter(At.class::isInstance).toList())
                .isEqualTo(username == null ? List.of() : List.of(new At(username, null)));
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
        assertThat(Tokens.of("#" + "a".repeat(500)))
                .containsExactly(new Hash("#" + "a".repeat(500)));
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
