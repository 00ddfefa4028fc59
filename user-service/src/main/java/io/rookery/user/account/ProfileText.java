package io.rookery.user.account;

import io.rookery.kit.text.Token;
import io.rookery.kit.text.Tokens;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/** Plain text of a profile as the HTML that clients show: everything escaped, addresses linked. */
final class ProfileText {

    private static final Pattern PARAGRAPHS = Pattern.compile("\\n{2,}");

    /** Controls by which text is shown in another order than it is written in. */
    private static final Pattern DIRECTION = Pattern.compile("[\\u202A-\\u202E\\u2066-\\u2069]");

    /** Other controls; of these a text of several lines has some. */
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}|[\\u2028\\u2029]");

    private static final Pattern CONTROL_IN_TEXT = Pattern.compile("[\\p{Cc}&&[^\\n\\r\\t]]");

    private ProfileText() {}

    /** Whether the text has nothing in it that makes it look like another one. */
    static boolean isText(String text) {
        return !DIRECTION.matcher(text).find() && !CONTROL_IN_TEXT.matcher(text).find();
    }

    /** The same for a single line. */
    static boolean isLine(String text) {
        return !DIRECTION.matcher(text).find() && !CONTROL.matcher(text).find();
    }

    /** The text without what changes the order in which it is shown. */
    static String plain(String text) {
        return DIRECTION.matcher(text).replaceAll("");
    }

    /** Paragraphs and line breaks as in the text; nothing for a blank text. */
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

    /** One line, without a paragraph around it. */
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
