package io.rookery.acceptance.kubernetes;

import java.util.Map;

/**
 * A pod at the other end of a connection.
 *
 * @param labels labels of the pod
 * @param namespace labels of its namespace; empty for the namespace of the platform
 */
record Peer(Map<String, String> labels, Map<String, String> namespace) {

    static Peer pod(Manifest workload) {
        return new Peer(workload.podLabels(), Map.of());
    }
}
