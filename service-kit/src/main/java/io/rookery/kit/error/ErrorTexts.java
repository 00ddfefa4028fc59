package io.rookery.kit.error;

import org.springframework.http.HttpStatusCode;

/** Error messages for clients, for failures of which only the status is known. */
public final class ErrorTexts {

    private ErrorTexts() {}

    public static String of(HttpStatusCode status) {
        return switch (status.value()) {
            case 400 -> "The request is malformed";
            case 401 -> "The access token is invalid";
            case 403 -> "This action is not allowed";
            case 404 -> "There is nothing at this address";
            case 405 -> "This method is not allowed here";
            case 406 -> "The response is not available in a requested format";
            case 408 -> "The request took too long to arrive";
            case 413 -> "The request body is too large";
            case 415 -> "The request body is of a type that is not supported";
            case 422 -> "Validation failed";
            case 429 -> "Too many requests, try again later";
            case 502, 503 -> "The service is busy, try again in a moment";
            case 504 -> "The outcome is not known yet, check again in a moment";
            default ->
                    status.is4xxClientError() ? "The request is malformed" : "Something went wrong";
        };
    }

    /** The same message as a JSON body, for code that writes the answer itself. */
    public static String json(HttpStatusCode status) {
        return json(of(status));
    }

    /**
     * The JSON body of an error answer.
     *
     * @param words the message; it must not contain anything that JSON would have to escape
     */
    public static String json(String words) {
        return "{\"error\":\"" + words + "\"}";
    }
}
