package io.rookery.user.account;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/** Plain text of a profile as the HTML that clients show: everything escaped, addresses linked. */
final class ProfileText {

    private static final Pattern ADDRESS =
            Pattern.compile("https?://[^\\s<>\"']*[^\\s<>\"'.,;:!?)\\]]");
    private static final Pattern PARAGRAPHS = Pattern.compile("\\n{2,}");

    private ProfileText() {}

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
        int end = 0;
        for (MatchResult address : ADDRESS.matcher(text).results().toList()) {
            html.append(escape(text.substring(end, address.start()))).append(link(address.group()));
            end = address.end();
        }
        return html.append(escape(text.substring(end))).toString();
    }

    private static String link(String address) {
        String escaped = escape(address);
        return "<a href=\"%s\" target=\"_blank\" rel=\"nofollow noopener me\">%s</a>"
                .formatted(escaped, escaped);
    }

    private static String escape(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
