package io.rookery.acceptance.kubernetes;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Applies strategic merge patches, as Kustomize does. Objects are merged, null removes a field, and
 * elements of some lists are matched by a key. Other lists are replaced.
 */
final class StrategicMerge {

    /** Lists of Kubernetes types that the patches use, and the key of their elements. */
    private static final Map<String, String> KEYS =
            Map.of(
                    "containers", "name",
                    "initContainers", "name",
                    "volumes", "name",
                    "env", "name",
                    "volumeMounts", "mountPath",
                    "topologySpreadConstraints", "topologyKey");

    private StrategicMerge() {}

    static void apply(ObjectNode target, JsonNode patch) {
        for (var field : patch.properties()) {
            String name = field.getKey();
            JsonNode change = field.getValue();
            if (name.startsWith("$")) {
                throw new IllegalArgumentException("The directive " + name + " is not understood.");
            }
            if (change.isNull()) {
                target.remove(name);
            } else if (change.isObject() && target.path(name) instanceof ObjectNode below) {
                apply(below, change);
            } else if (KEYS.containsKey(name) && target.path(name) instanceof ArrayNode below) {
                mergeElements(below, change, KEYS.get(name));
            } else {
                target.set(name, change.deepCopy());
            }
        }
    }

    private static void mergeElements(ArrayNode target, JsonNode patch, String key) {
        for (JsonNode change : patch) {
            ObjectNode same = null;
            for (JsonNode element : target) {
                if (element.path(key).equals(change.path(key))
                        && element instanceof ObjectNode found) {
                    same = found;
                }
            }
            if (same == null) {
                target.add(change.deepCopy());
            } else {
                apply(same, change);
            }
        }
    }
}
