package io.rookery.acceptance.client;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * What the API answered.
 *
 * @param body a missing node when it is not JSON
 * @param isToARepetition whether the request had been sent before, without an answer: then this one
 *     does not say what became of it the first time
 */
public record ApiResponse(
        int status, HttpHeaders headers, JsonNode body, String text, boolean isToARepetition) {

    ApiResponse toARepetition() {
        return new ApiResponse(status, headers, body, text, true);
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** The answer itself when it is a 2xx. */
    public ApiResponse expectSuccess() {
        if (!isSuccess()) {
            throw new IllegalStateException("Expected success, got " + status + ": " + text);
        }
        return this;
    }

    /** The field of the body as text; empty when it is absent. */
    public String field(String name) {
        return body.path(name).asString("");
    }

    /** The {@code id} of each element of the body, which is an array. */
    public List<Long> ids() {
        return StreamSupport.stream(body.spliterator(), false)
                .map(element -> Long.parseLong(element.path("id").asString()))
                .toList();
    }
}
