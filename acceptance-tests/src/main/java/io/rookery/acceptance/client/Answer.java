package io.rookery.acceptance.client;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** What the API answered. The body is a missing node when it is not JSON. */
public record Answer(int status, HttpHeaders headers, JsonNode body, String text) {

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** The answer itself when it is a 2xx. */
    public Answer expectSuccess() {
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
