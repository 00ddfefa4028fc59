package io.rookery.kit.body;

import org.springframework.http.HttpStatus;

/** Why a request body is refused, and the status of the answer. */
enum BodyRefusal {
    /** Requests with this method have no body. */
    UNWANTED(HttpStatus.BAD_REQUEST),
    TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE),
    /** The body arrived too slowly, or stopped arriving. */
    TOO_SLOW(HttpStatus.REQUEST_TIMEOUT),
    /** The body contradicts its framing. */
    MALFORMED(HttpStatus.BAD_REQUEST),
    /** The body is compressed, or its text is not in UTF-8. */
    UNSUPPORTED(HttpStatus.UNSUPPORTED_MEDIA_TYPE),
    /** There is no memory for the body. */
    NO_ROOM(HttpStatus.SERVICE_UNAVAILABLE);

    private final HttpStatus status;

    BodyRefusal(HttpStatus status) {
        this.status = status;
    }

    HttpStatus status() {
        return status;
    }

    /** Whether to drain the rest of the body: the client is still sending at a normal pace. */
    boolean isWorthDraining() {
        return this != TOO_SLOW && this != MALFORMED;
    }
}
