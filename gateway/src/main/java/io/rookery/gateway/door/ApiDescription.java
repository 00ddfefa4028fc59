package io.rookery.gateway.door;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The client API as its page shows it.
 *
 * @param summary one paragraph about all of it
 * @param operations in the order of the OpenAPI description
 */
public record ApiDescription(String summary, List<Operation> operations) {

    /**
     * One operation.
     *
     * @param verb such as {@code GET}
     * @param description more about it; may be empty
     * @param parameters names
     * @param scope what an access token must allow; empty if none is needed
     */
    public record Operation(
            String verb,
            String path,
            String summary,
            String description,
            List<String> parameters,
            String scope) {}

    /** Reads an OpenAPI description. */
    static ApiDescription read(byte[] openApi) {
        JsonNode all = JsonMapper.shared().readTree(openApi);
        return new ApiDescription(
                all.path("info").path("description").asString(""),
                all.path("paths").properties().stream()
                        .flatMap(path -> operations(all, path.getKey(), path.getValue()))
                        .toList());
    }

    private static Stream<Operation> operations(JsonNode all, String path, JsonNode verbs) {
        return verbs.properties().stream()
                .map(Map.Entry::getKey)
                .map(verb -> operation(all, verb, path, verbs.path(verb)));
    }

    private static Operation operation(JsonNode all, String verb, String path, JsonNode it) {
        return new Operation(
                verb.toUpperCase(Locale.ROOT),
                path,
                it.path("summary").asString(""),
                it.path("description").asString(""),
                it.path("parameters")
                        .valueStream()
                        .map(parameter -> resolved(all, parameter).path("name").asString(""))
                        .toList(),
                it.path("security").path(0).path("oauth").path(0).asString(""));
    }

    private static JsonNode resolved(JsonNode all, JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : all.at(reference.substring(1));
    }
}
