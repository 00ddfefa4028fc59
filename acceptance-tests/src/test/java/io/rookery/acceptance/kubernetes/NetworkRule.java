package io.rookery.acceptance.kubernetes;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Evaluates an ingress or egress rule of a NetworkPolicy. */
final class NetworkRule {

    private NetworkRule() {}

    static boolean hasPort(JsonNode rule, int port, String protocol) {
        return rule.path("ports").isEmpty()
                || Manifest.elements(rule.path("ports")).stream()
                        .anyMatch(one ->
                                one.path("protocol").asString("TCP").equals(protocol)
                                        && (!one.has("port") || one.path("port").asInt(0) == port));
    }

    /** Whether the rule's peers include this one. A rule without peers applies to everybody. */
    static boolean names(JsonNode rule, String field, Peer peer) {
        JsonNode peers = rule.path(field);
        return peers.isEmpty()
                || Manifest.elements(peers).stream().anyMatch(each -> isMeant(each, peer));
    }

    /**
     * Whether the rule allows peers outside the platform.
     *
     * @param known labels of a namespace of other pods that are expected and do not count
     */
    static boolean isOpenToOutside(JsonNode rule, String field, Map<String, String> known) {
        JsonNode peers = rule.path(field);
        return peers.isEmpty()
                || Manifest.elements(peers).stream()
                        .anyMatch(each ->
                                each.has("ipBlock")
                                        || (each.has("namespaceSelector")
                                                && !isKnown(each, known)));
    }

    private static boolean isKnown(JsonNode each, Map<String, String> known) {
        var labels = Manifest.strings(each.at("/namespaceSelector/matchLabels"));
        return !labels.isEmpty() && labels.equals(known);
    }

    private static boolean isMeant(JsonNode each, Peer peer) {
        if (each.has("ipBlock")) {
            return false;
        }
        boolean namespace =
                each.has("namespaceSelector")
                        ? Labels.match(each.path("namespaceSelector"), peer.namespace())
                        : peer.namespace().isEmpty();
        return namespace && Labels.match(each.path("podSelector"), peer.labels());
    }
}
