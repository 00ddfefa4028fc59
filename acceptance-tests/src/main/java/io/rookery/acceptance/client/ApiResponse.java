package io.rookery.acceptance.client;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * A response of the API.
 *
 * @param body body as JSON; a missing node if it is not JSON
 * @param isToARepetition whether this is the response to a retry after an attempt without a
 *     response. Then it does not tell the outcome of that attempt
 */
public record ApiResponse(
        int status, HttpHeaders headers, JsonNode body, String text, boolean isToARepetition) {

    ApiResponse toARepetition() {
        return new ApiResponse(status, headers, body, text, true);
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /**
     * Returns this response if its status is 2xx.
     *
     * @throws IllegalStateException if it is not
     */
    public ApiResponse expectSuccess() {
        if (!isSuccess()) {
            throw new IllegalStateException("Expected success, got " + status + ": " + text);
        }
        return this;
    }

    /** Returns a field of the body as text; empty if it is absent. */
    public String field(String name) {
        return body.path(name).asString("");
    }

    /** Returns the {@code id} of each element of the body, which must be an array. */
    public List<Long> ids() {
        return StreamSupport.stream(body.spliterator(), false)
                .map(element -> Long.parseLong(element.path("id").asString()))
                .toList();
    }
}
