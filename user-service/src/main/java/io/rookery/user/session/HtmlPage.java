package io.rookery.user.session;

import io.rookery.kit.page.HtmlPages;
import io.rookery.user.throttle.TooManyRequestsException;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;

/** Helpers for the sign-in pages. */
final class HtmlPage {

    static final HtmlPages PAGES = new HtmlPages(HtmlPage.class);

    /**
     * Control characters and bidirectional formatting characters, which can make a text look like
     * another one.
     */
    private static final Pattern MISLEADING =
            Pattern.compile("[\\p{Cc}\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");

    private HtmlPage() {}

    /** A page that says why the request was refused. */
    static ResponseEntity<String> refuse(HttpStatusCode status, String why) {
        return PAGES.ownPage(status, "refused", Map.of("why", why));
    }

    /** A page that says that the rate limit was exceeded. */
    static ResponseEntity<String> refuse(TooManyRequestsException refusal) {
        return HtmlPages.with(
                HttpHeaders.RETRY_AFTER,
                refusal.retryAfterSeconds(),
                refuse(HttpStatus.TOO_MANY_REQUESTS, refusal.sentence()));
    }

    /**
     * A name that a user or developer has chosen, without characters that could make it look like
     * text of ours.
     */
    static String name(String text) {
        return MISLEADING.matcher(text).replaceAll("");
    }
}
