package io.rookery.user.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileTextTest {

    @Test
    void keepsParagraphsAndLineBreaks() {
        assertThat(ProfileText.paragraphs("one\r\ntwo\n\n\nthree\n"))
                .isEqualTo("<p>one<br />two</p><p>three</p>");
        assertThat(ProfileText.paragraphs(" \n ")).isEmpty();
    }

    @Test
    void showsNothingInAnotherOrderThanItIsWrittenIn() {
        for (String control : List.of("\u202A", "\u202E", "\u2066", "\u2069")) {
            assertThat(ProfileText.isText("a" + control + "b")).isFalse();
            assertThat(ProfileText.isLine("a" + control + "b")).isFalse();
            assertThat(ProfileText.plain("a" + control + "b")).isEqualTo("ab");
            assertThat(ProfileText.paragraphs("a" + control + "b")).isEqualTo("<p>ab</p>");
            assertThat(ProfileText.line("https://a.example/" + control + "b"))
                    .doesNotContain(control);
        }
        assertThat(ProfileText.isLine("\u05D0\u200F!")).isTrue();
    }

    @Test
    void hasLinesWhereThereMayBeSome() {
        assertThat(ProfileText.isText("one\r\n\ttwo")).isTrue();
        assertThat(ProfileText.isText("one\u0007")).isFalse();
        assertThat(ProfileText.isLine("one\ntwo")).isFalse();
        assertThat(ProfileText.isLine("one\u2028two")).isFalse();
    }

    @Test
    void escapesEverything() {
        assertThat(ProfileText.line("<img src=x onerror=\"alert('1')\"> & ü"))
                .isEqualTo("&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; ü");
    }

    @Test
    void linksAddressesWithoutTheStopBehindThem() {
        assertThat(ProfileText.line("(see https://example.org/a?b=1&c=2)."))
                .isEqualTo(
                        "(see <a href=\"https://example.org/a?b=1&amp;c=2\" target=\"_blank\" rel=\"nofollow"
                                + " noopener me\">https://example.org/a?b=1&amp;c=2</a>).");
    }

    @Test
    void linksNothingThatABrowserWouldRun() {
        assertThat(ProfileText.line("javascript:alert(1) https://a\"onclick=alert(1)"))
                .doesNotContain("href=\"javascript")
                .doesNotContain("\"onclick");
    }
}
