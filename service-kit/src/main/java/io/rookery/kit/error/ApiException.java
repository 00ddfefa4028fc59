package io.rookery.kit.error;

import java.util.Map;
import org.springframework.http.HttpStatus;

/**
 * An error that is returned to the client: {@code {"error": message}}, and {@code details} where
 * the API has them. Users see the message, so it must not contain anything internal.
 */
public final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String message;
    private final transient Map<String, ?> details;

    public ApiException(HttpStatus status, String message) {
        this(status, message, Map.of());
    }

    private ApiException(HttpStatus status, String message, Map<String, ?> details) {
        // A refusal is an ordinary answer and needs no stack trace.
        super(message, null, false, false);
        this.status = status;
        this.message = message;
        this.details = details;
    }

    /** 404, for a record that does not exist, or whose existence the caller may not know. */
    public static ApiException notFound() {
        return new ApiException(HttpStatus.NOT_FOUND, "Record not found");
    }

    /** 400, for a request that cannot be read at all. */
    public static ApiException badRequest(String message) {
        return new ApiException(HttpStatus.BAD_REQUEST, message);
    }

    /** 401 with the message for a missing, forged or revoked token. */
    public static ApiException unauthorized() {
        return unauthorized("The access token is invalid");
    }

    /** 401. */
    public static ApiException unauthorized(String message) {
        return new ApiException(HttpStatus.UNAUTHORIZED, message);
    }

    /** 403. */
    public static ApiException forbidden(String message) {
        return new ApiException(HttpStatus.FORBIDDEN, message);
    }

    /** 422 with the message as given. */
    public static ApiException unprocessable(String message) {
        return new ApiException(HttpStatus.UNPROCESSABLE_CONTENT, message);
    }

    /** 422 {@code Validation failed: …}. */
    public static ApiException invalid(String what) {
        return unprocessable("Validation failed: " + what);
    }

    /** A copy of this error with {@code details} for each field, as registration returns them. */
    public ApiException withDetails(Map<String, ?> perField) {
        return new ApiException(status, message, Map.copyOf(perField));
    }

    public HttpStatus status() {
        return status;
    }

    @Override
    public String getMessage() {
        return message;
    }

    /** The {@code details} for each field; empty if there are none. */
    public Map<String, ?> details() {
        return details;
    }
}
