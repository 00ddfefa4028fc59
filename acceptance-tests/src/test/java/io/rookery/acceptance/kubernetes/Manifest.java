package io.rookery.acceptance.kubernetes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Kubernetes object, as it would be sent to a cluster.
 *
 * @param file file that defines it, relative to the root of the repository
 * @param json content of the object; patches change it in place
 */
record Manifest(String file, ObjectNode json) {

    String kind() {
        return json.path("kind").asString("");
    }

    String name() {
        return json.at("/metadata/name").asString("");
    }

    boolean is(String kind) {
        return kind().equals(kind);
    }

    /** Whether it creates pods. */
    boolean isWorkload() {
        return is("Deployment") || is("StatefulSet");
    }

    /** Whether its pods are nodes of a shard. */
    boolean isShard() {
        return "shard".equals(podLabels().get("app.kubernetes.io/component"));
    }

    JsonNode at(String pointer) {
        return json.at(pointer);
    }

    Map<String, String> podLabels() {
        return strings(at("/spec/template/metadata/labels"));
    }

    JsonNode pod() {
        return at("/spec/template/spec");
    }

    List<JsonNode> containers() {
        return elements(pod().path("containers"));
    }

    Manifest copy() {
        return new Manifest(file, json.deepCopy());
    }

    /** Returns a sentence that describes a problem of this object, with its file and field. */
    String problem(String field, String sentence) {
        return "%s: %s %s: %s: %s".formatted(file, kind(), name(), field, sentence);
    }

    static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    static Map<String, String> strings(JsonNode object) {
        var strings = new LinkedHashMap<String, String>();
        object.properties()
                .forEach(entry -> strings.put(entry.getKey(), entry.getValue().asString("")));
        return strings;
    }
}
