package io.rookery.acceptance.kubernetes;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Whom Prometheus asks for metrics. */
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
     * One port of the pods that a monitor selects.
     *
     * @param monitor whose it is
     * @param json what it says of the port
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

        /** The name of the Secret that is shown; empty if none is. */
        String secret() {
            return json.at("/authorization/credentials/name").asString("");
        }

        String key() {
            return json.at("/authorization/credentials/key").asString("");
        }
    }
}
