package io.rookery.acceptance.kubernetes;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Finds the pods and ports that Prometheus scrapes. */
final class PodMonitors {

    private PodMonitors() {}

    static List<Endpoint> of(Manifests manifests) {
        return manifests
                .of("PodMonitor")
                .flatMap(monitor ->
                        Manifest.elements(monitor.at("/spec/podMetricsEndpoints")).stream()
                                .map(json -> new Endpoint(monitor, json)))
                .toList();
    }

    /**
     * A port that a PodMonitor scrapes.
     *
     * @param monitor the PodMonitor
     * @param json its entry for the port
     */
    record Endpoint(Manifest monitor, JsonNode json) {

        boolean selects(Manifest workload) {
            return Labels.match(monitor.at("/spec/selector"), workload.podLabels());
        }

        boolean asks(Manifest workload, int port) {
            return selects(workload)
                    && Ports.number(workload, json.path("port"))
                            .filter(it -> it == port)
                            .isPresent();
        }

        String path() {
            return json.path("path").asString("");
        }

        /** Returns the name of the Secret with the credential; empty if there is none. */
        String secret() {
            return json.at("/authorization/credentials/name").asString("");
        }

        String key() {
            return json.at("/authorization/credentials/key").asString("");
        }
    }
}
