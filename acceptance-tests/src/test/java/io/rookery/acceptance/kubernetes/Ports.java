package io.rookery.acceptance.kubernetes;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The ports that the containers of a workload declare. */
final class Ports {

    private Ports() {}

    /** Returns the port numbers by name. */
    static Map<String, Integer> of(Manifest workload) {
        var ports = new TreeMap<String, Integer>();
        for (JsonNode container : workload.containers()) {
            for (JsonNode port : container.path("ports")) {
                ports.put(port.path("name").asString(""), port.path("containerPort").asInt(0));
            }
        }
        return ports;
    }

    /** Returns the port number for a name or a number, if a container declares it. */
    static Optional<Integer> number(Manifest workload, JsonNode nameOrNumber) {
        var ports = of(workload);
        return nameOrNumber.isNumber()
                ? Optional.of(nameOrNumber.asInt()).filter(ports::containsValue)
                : Optional.ofNullable(ports.get(nameOrNumber.asString("")));
    }
}
