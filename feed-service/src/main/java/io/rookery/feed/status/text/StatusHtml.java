package io.rookery.feed.status.text;

import io.rookery.api.text.Hashtags;
import io.rookery.api.text.Token;
import io.rookery.api.text.Tokens;
import io.rookery.feed.status.Mention;
import java.util.List;

/** Renders the text of a status as HTML for clients. All text of the author is escaped. */
public final class StatusHtml {

    /** Number of visible characters of a URL, without its scheme and a leading {@code www.}. */
    private static final int SHOWN_URL = 30;

    private final StringBuilder html = new StringBuilder(256);
    private final List<Mention> mentions;
    private final String base;

    private StatusHtml(List<Mention> mentions, String base) {
        this.mentions = mentions;
        this.base = base;
    }

    /**
     * Renders the text as HTML; an empty text gives an empty result.
     *
     * @param mentions the accounts that the text mentions; any other {@code @name} is plain text
     * @param base public address of this Rookery
     */
    public static String of(String text, List<Mention> mentions, String base) {
        if (text.isEmpty()) {
            return "";
        }
        StatusHtml page = new StatusHtml(mentions, base);
        page.html.append("<p>");
        Tokens.of(text).forEach(page::append);
        return page.html.append("</p>").toString();
    }

    private void append(Token token) {
        switch (token) {
            case Token.Plain(var text) -> plain(text);
            case Token.Url(var url) -> link(url);
            case Token.At at -> mention(at);
            case Token.Hash hash -> hashtag(hash);
        }
    }

    /** Appends plain text. One line break becomes {@code br}; two or more begin a paragraph. */
    private void plain(String text) {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != '\n') {
                escape(c);
                at++;
                continue;
            }
            int breaks = 0;
            while (at < text.length() && text.charAt(at) == '\n') {
                breaks++;
                at++;
            }
            html.append(breaks == 1 ? "<br />" : "</p><p>");
        }
    }

    private void link(String url) {
        int scheme = url.indexOf("://") + 3;
        int shown = url.startsWith("www.", scheme) ? scheme + 4 : scheme;
        int end = Math.min(url.length(), shown + SHOWN_URL);
        if (end < url.length() && Character.isLowSurrogate(url.charAt(end))) {
            end++;
        }
        html.append("<a href=\"");
        escape(url);
        html.append("\" target=\"_blank\" rel=\"nofollow noopener\" translate=\"no\">");
        html.append("<span class=\"invisible\">");
        escape(url.substring(0, shown));
        html.append(
                end < url.length()
                        ? "</span><span class=\"ellipsis\">"
                        : "</span><span class=\"\">");
        escape(url.substring(shown, end));
        html.append("</span><span class=\"invisible\">");
        escape(url.substring(end));
        html.append("</span></a>");
    }

    private void mention(Token.At at) {
        for (Mention mention : mentions) {
            if (at.isOf(base) && mention.username().equalsIgnoreCase(at.username())) {
                html.append("<span class=\"h-card\" translate=\"no\"><a href=\"");
                escape(base);
                html.append("/@").append(mention.username());
                html.append("\" class=\"u-url mention\">@<span>").append(mention.username());
                html.append("</span></a></span>");
                return;
            }
        }
        escape(at.text());
    }

    private void hashtag(Token.Hash hash) {
        html.append("<a href=\"");
        escape(Hashtags.address(base, Hashtags.normalise(hash.name())));
        html.append("\" class=\"mention hashtag\" rel=\"tag\">").append(hash.text().charAt(0));
        html.append("<span>").append(hash.name());
        html.append("</span></a>");
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            escape(text.charAt(i));
        }
    }

    private void escape(char c) {
        switch (c) {
            case '<' -> html.append("&lt;");
            case '>' -> html.append("&gt;");
            case '&' -> html.append("&amp;");
            case '"' -> html.append("&quot;");
            case '\'' -> html.append("&#39;");
            default -> html.append(c);
        }
    }
}
