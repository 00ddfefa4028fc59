package io.rookery.acceptance.kubernetes;

import java.util.Map;

/**
 * A pod at the other end of a connection.
 *
 * @param labels its own
 * @param namespace the labels of its namespace; none for ours
 */
record Peer(Map<String, String> labels, Map<String, String> namespace) {

    static Peer pod(Manifest workload) {
        return new Peer(workload.podLabels(), Map.of());
    }
}
