package io.rookery.kit.error;

import java.util.Map;
import org.springframework.http.HttpStatus;

/**
 * A refusal that the client is told about: {@code {"error": message}}, and {@code details} where
 * the API has them. The message is shown to people and must hold nothing internal.
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
        // A refusal is an ordinary answer: nobody reads its stack trace.
        super(message, null, false, false);
        this.status = status;
        this.message = message;
        this.details = details;
    }

    /** 404, for what does not exist and for what the caller may not know to exist. */
    public static ApiException notFound() {
        return new ApiException(HttpStatus.NOT_FOUND, "Record not found");
    }

    /** 400, for a request that cannot be read at all. */
    public static ApiException badRequest(String message) {
        return new ApiException(HttpStatus.BAD_REQUEST, message);
    }

    /** 401 in the words for a missing, forged or revoked token. */
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

    /** The same refusal with the {@code details} of each field, as registration gives them. */
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

    /** Empty where the API gives none. */
    public Map<String, ?> details() {
        return details;
    }
}
