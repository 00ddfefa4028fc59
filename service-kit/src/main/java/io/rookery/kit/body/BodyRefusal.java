package io.rookery.kit.body;

import org.springframework.http.HttpStatus;

/** Why a request's body is not taken. */
enum BodyRefusal {
    /** The method has none. */
    UNWANTED(HttpStatus.BAD_REQUEST),
    TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE),
    /** It came too slowly, or stopped coming. */
    TOO_SLOW(HttpStatus.REQUEST_TIMEOUT),
    /** It is not what its framing says. */
    MALFORMED(HttpStatus.BAD_REQUEST),
    /** It is compressed, or its text is written in another way than UTF-8. */
    UNSUPPORTED(HttpStatus.UNSUPPORTED_MEDIA_TYPE),
    /** There is no room for it. */
    NO_ROOM(HttpStatus.SERVICE_UNAVAILABLE);

    private final HttpStatus status;

    BodyRefusal(HttpStatus status) {
        this.status = status;
    }

    HttpStatus status() {
        return status;
    }

    /** Whether the client is still sending at an ordinary pace, and is worth hearing out. */
    boolean isWorthDraining() {
        return this != TOO_SLOW && this != MALFORMED;
    }
}
