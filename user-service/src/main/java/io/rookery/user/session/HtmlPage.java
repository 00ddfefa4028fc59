package io.rookery.user.session;

import java.util.Base64;
import java.util.regex.Pattern;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.HtmlUtils;

/** What all pages of sign-in have: plain HTML that loads nothing and runs nothing. */
final class HtmlPage {

    private static final String STYLE =
            """
            :root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
            body{max-width:28rem;margin:8vh auto;padding:0 1rem}
            label{display:block;margin:1rem 0 .25rem}
            input{width:100%;box-sizing:border-box;padding:.5rem;font:inherit}
            button{margin:1.5rem .5rem 0 0;padding:.5rem 1rem;font:inherit}
            code{display:block;padding:.75rem;border:1px solid;overflow-wrap:anywhere;user-select:all}
            ul{padding-left:1.25rem}
            li button{margin:0 0 .5rem}
            .wrong{border-left:.25rem solid #c22;padding-left:.75rem}
            .done{border-left:.25rem solid #282;padding-left:.75rem}
            """;

    /** A page may do nothing but send its forms back. */
    static final String POLICY =
            "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; style-src 'sha256-"
                    + Base64.getEncoder().encodeToString(Secret.sha256(STYLE))
                    + "'; form-action 'self'";

    /** Controls and marks of direction, by which a text could pass for another one. */
    private static final Pattern MISLEADING =
            Pattern.compile("[\\p{Cc}\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");

    private HtmlPage() {}

    /**
     * A page.
     *
     * @param content HTML
     * @param policy the content security policy: {@link #POLICY}, or more than it
     */
    static ResponseEntity<String> of(
            HttpStatusCode status, String title, String content, String policy) {
        return ResponseEntity.status(status)
                .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", policy)
                .header("X-Frame-Options", "DENY")
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "same-origin")
                .body(
                        """
                        <!doctype html>
                        <html lang="en">
                        <head>
                        <meta charset="utf-8">
                        <meta name="viewport" content="width=device-width,initial-scale=1">
                        <meta name="robots" content="noindex">
                        <title>%s</title>
                        <style>%s</style>
                        </head>
                        <body>
                        %s
                        </body>
                        </html>
                        """
                                .formatted(escape(title), STYLE, content));
    }

    /** Says why nothing comes of it. */
    static ResponseEntity<String> refuse(HttpStatusCode status, String why) {
        return of(
                status,
                "Not possible",
                "<h1>This did not work</h1>\n<p class=\"wrong\" role=\"alert\">%s</p>"
                        .formatted(escape(why)),
                POLICY);
    }

    /** Says that it was tried too often. */
    static ResponseEntity<String> tooMany(String retryAfterSeconds) {
        ResponseEntity<String> page =
                refuse(
                        HttpStatusCode.valueOf(429),
                        "This was tried too often. Please wait "
                                + retryAfterSeconds
                                + " seconds and try again.");
        return ResponseEntity.status(page.getStatusCode())
                .headers(page.getHeaders())
                .header(HttpHeaders.RETRY_AFTER, retryAfterSeconds)
                .body(page.getBody());
    }

    /** A paragraph that says what was wrong; nothing for an empty text. */
    static String complaint(String text) {
        return paragraph("wrong", "alert", text);
    }

    /** A paragraph that says what was done; nothing for an empty text. */
    static String notice(String text) {
        return paragraph("done", "status", text);
    }

    static String escape(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }

    /** A name that somebody has chosen, set apart so that it cannot pass for words of ours. */
    static String name(String text) {
        return "<bdi>" + escape(MISLEADING.matcher(text).replaceAll("")) + "</bdi>";
    }

    private static String paragraph(String style, String role, String text) {
        return text.isEmpty()
                ? ""
                : "<p class=\"%s\" role=\"%s\">%s</p>\n".formatted(style, role, escape(text));
    }
}
