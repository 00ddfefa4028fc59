package io.rookery.user.session;

import io.rookery.kit.page.Pages;
import io.rookery.user.throttle.TooManyRequestsException;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;

/** What the pages of sign-in have in common. */
final class HtmlPage {

    static final Pages PAGES = new Pages(HtmlPage.class);

    /** Controls and marks of direction, by which a text could pass for another one. */
    private static final Pattern MISLEADING =
            Pattern.compile("[\\p{Cc}\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");

    private HtmlPage() {}

    /** Says why nothing comes of it. */
    static ResponseEntity<String> refuse(HttpStatusCode status, String why) {
        return PAGES.ownPage(status, "refused", Map.of("why", why));
    }

    /** Says that it was tried too often. */
    static ResponseEntity<String> refuse(TooManyRequestsException refusal) {
        return Pages.with(
                HttpHeaders.RETRY_AFTER,
                refusal.retryAfterSeconds(),
                refuse(HttpStatus.TOO_MANY_REQUESTS, refusal.sentence()));
    }

    /** A name that somebody has chosen, without what could make it pass for words of ours. */
    static String name(String text) {
        return MISLEADING.matcher(text).replaceAll("");
    }
}
