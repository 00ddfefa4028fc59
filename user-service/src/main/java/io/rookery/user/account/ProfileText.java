package io.rookery.user.account;

import io.rookery.api.text.Token;
import io.rookery.api.text.Tokens;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/**
 * Converts the plain text of a profile to the HTML that clients show. It escapes everything and
 * links addresses.
 */
final class ProfileText {

    private static final Pattern PARAGRAPHS = Pattern.compile("\\n{2,}");

    /** Bidirectional control characters, which show text in another order than it is written in. */
    private static final Pattern DIRECTION = Pattern.compile("[\\u202A-\\u202E\\u2066-\\u2069]");

    /** Other control characters and line separators, none of which a single line may have. */
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}|[\\u2028\\u2029]");

    private static final Pattern CONTROL_IN_TEXT = Pattern.compile("[\\p{Cc}&&[^\\n\\r\\t]]");

    private ProfileText() {}

    /**
     * Whether the text has no control characters by which it could pass for another one. Line
     * breaks and tabs are allowed.
     */
    static boolean isText(String text) {
        return !DIRECTION.matcher(text).find() && !CONTROL_IN_TEXT.matcher(text).find();
    }

    /** The same for a single line. */
    static boolean isLine(String text) {
        return !DIRECTION.matcher(text).find() && !CONTROL.matcher(text).find();
    }

    /** The text without bidirectional control characters. */
    static String plain(String text) {
        return DIRECTION.matcher(text).replaceAll("");
    }

    /** HTML with the paragraphs and line breaks of the text; empty for a blank text. */
    static String paragraphs(String text) {
        String unified = text.replace("\r\n", "\n").replace('\r', '\n').strip();
        if (unified.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder();
        for (String paragraph : PARAGRAPHS.split(unified, -1)) {
            html.append("<p>").append(line(paragraph).replace("\n", "<br />")).append("</p>");
        }
        return html.toString();
    }

    /** HTML of the text, without a paragraph around it. */
    static String line(String text) {
        StringBuilder html = new StringBuilder();
        for (Token token : Tokens.of(text)) {
            html.append(token instanceof Token.Url(var url) ? link(url) : escape(token.text()));
        }
        return html.toString();
    }

    private static String link(String address) {
        String escaped = escape(address);
        return "<a href=\"%s\" target=\"_blank\" rel=\"nofollow noopener me\">%s</a>"
                .formatted(escaped, escaped);
    }

    private static String escape(String text) {
        return HtmlUtils.htmlEscape(plain(text), "UTF-8");
    }
}
