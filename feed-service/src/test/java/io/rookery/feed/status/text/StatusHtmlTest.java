package io.rookery.feed.status.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.feed.status.Mention;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusHtmlTest {

    private static final String BASE = "https://rookery.example:3000";
    private static final List<Mention> ADA = List.of(new Mention(7, "ada"));

    @Test
    void makesParagraphsAndBreaks() {
        assertThat(html("one\ntwo\n\nthree\n\n\nfour"))
                .isEqualTo("<p>one<br />two</p><p>three</p><p>four</p>");
    }

    @Test
    void linksAnAddressAndHidesWhatIsLong() {
        assertThat(html("https://www.example.com/a/very/long/path/that/goes/on"))
                .isEqualTo(
                        "<p><a href=\"https://www.example.com/a/very/long/path/that/goes/on\""
                                + " target=\"_blank\" rel=\"nofollow noopener\" translate=\"no\">"
                                + "<span class=\"invisible\">https://www.</span>"
                                + "<span class=\"ellipsis\">example.com/a/very/long/path/t</span>"
                                + "<span class=\"invisible\">hat/goes/on</span></a></p>");
    }

    @Test
    void linksThoseWhoExist() {
        assertThat(html("@Ada @ada@rookery.example @bob"))
                .isEqualTo("<p>" + card() + " " + card() + " @bob</p>");
    }

    private static String card() {
        return "<span class=\"h-card\" translate=\"no\"><a href=\"https://rookery.example:3000/@ada\""
                + " class=\"u-url mention\">@<span>ada</span></a></span>";
    }

    @Test
    void leavesAccountsOfOtherPlacesAlone() {
        assertThat(html("@ada@example.com")).isEqualTo("<p>@ada@example.com</p>");
    }

    @Test
    void linksAHashtagByTheNameThatIsLookedUp() {
        assertThat(html("#Grün"))
                .isEqualTo(
                        "<p><a href=\"https://rookery.example:3000/tags/gr%C3%BCn\""
                                + " class=\"mention hashtag\" rel=\"tag\">#<span>Grün</span></a></p>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "https://example.com/\"><script>alert(1)</script>",
                "https://example.com/'onmouseover='alert(1)",
                "https://example.com/<b>",
                "@ada<script>",
                "#tag<script>",
                "#ﷺ<script>",
                "javascript:alert(1)",
                "&lt;script&gt;",
                "<!-- -->",
                "https://example.com/?a=1&b=2"
            })
    void letsNothingThatWasTypedBecomeMarkup(String text) {
        String html = html(text);

        String withoutOurs =
                html.replaceAll(
                        "</?p>|<br />|</?span( class=\"[a-z -]*\")?( translate=\"no\")?>"
                                + "|<a href=\"https?://[^\"<>']*\"[ a-z=\"_-]*>|</a>",
                        "");
        assertThat(withoutOurs).doesNotContain("<", ">", "\"", "'");
        assertThat(html).doesNotContain("href=\"javascript");
    }

    @Test
    void isEmptyForAnEmptyText() {
        assertThat(html("")).isEmpty();
    }

    private static String html(String text) {
        return StatusHtml.of(text, ADA, BASE);
    }
}
