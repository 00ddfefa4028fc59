package io.rookery.acceptance.kubernetes;

import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Applies JSON patches (RFC 6902). Supports add, replace and remove. */
final class JsonPatch {

    private JsonPatch() {}

    /**
     * Applies all operations.
     *
     * @throws IllegalArgumentException if the path of an operation does not exist
     */
    static void apply(ObjectNode target, JsonNode operations) {
        for (JsonNode operation : operations) {
            String kind = operation.path("op").asString("");
            var path = JsonPointer.compile(operation.path("path").asString(""));
            JsonNode parent = target.at(path.head());
            JsonNode present = target.at(path);
            String last = path.last().getMatchingProperty();
            if (parent.isMissingNode() || (present.isMissingNode() && !kind.equals("add"))) {
                throw new IllegalArgumentException("There is no %s to %s.".formatted(path, kind));
            }
            switch (parent) {
                case ObjectNode object when kind.equals("remove") -> object.remove(last);
                case ArrayNode array when kind.equals("remove") ->
                        array.remove(path.last().getMatchingIndex());
                case ObjectNode object -> object.set(last, value(operation));
                case ArrayNode array when last.equals("-") -> array.add(value(operation));
                case ArrayNode array when kind.equals("add") ->
                        array.insert(path.last().getMatchingIndex(), value(operation));
                case ArrayNode array -> array.set(path.last().getMatchingIndex(), value(operation));
                default -> throw new IllegalArgumentException(path + " is below a plain value.");
            }
        }
    }

    private static JsonNode value(JsonNode operation) {
        if (operation.path("value").isMissingNode()) {
            throw new IllegalArgumentException("There is no value in " + operation);
        }
        return operation.path("value").deepCopy();
    }
}
