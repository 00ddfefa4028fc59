package io.rookery.acceptance.kubernetes;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Environment variables of a container, including those from ConfigMaps. */
final class Environment {

    private Environment() {}

    /** Returns the values by variable. A value that is known only in a running pod is empty. */
    static Map<String, String> of(JsonNode container, Manifests manifests) {
        var variables = new LinkedHashMap<String, String>();
        for (JsonNode source : container.path("envFrom")) {
            manifests
                    .find("ConfigMap", source.at("/configMapRef/name").asString(""))
                    .ifPresent(map -> variables.putAll(Manifest.strings(map.at("/data"))));
        }
        for (JsonNode variable : container.path("env")) {
            variables.put(variable.path("name").asString(""), variable.path("value").asString(""));
        }
        return variables;
    }
}
