package io.rookery.acceptance.kubernetes;

import tools.jackson.databind.JsonNode;

/** One ingress or egress rule of a NetworkPolicy. */
final class NetworkRule {

    private NetworkRule() {}

    static boolean hasPort(JsonNode rule, int port, String protocol) {
        return rule.path("ports").isEmpty()
                || Manifest.elements(rule.path("ports")).stream()
                        .anyMatch(one ->
                                one.path("protocol").asString("TCP").equals(protocol)
                                        && (!one.has("port") || one.path("port").asInt(0) == port));
    }

    /** Whether the rule's peers include this one; a rule without peers means everybody. */
    static boolean names(JsonNode rule, String field, Peer peer) {
        JsonNode peers = rule.path(field);
        return peers.isEmpty()
                || Manifest.elements(peers).stream().anyMatch(each -> isMeant(each, peer));
    }

    /** Whether somebody who is no pod of ours is among the peers. */
    static boolean isOpenToOutside(JsonNode rule, String field) {
        JsonNode peers = rule.path(field);
        return peers.isEmpty()
                || Manifest.elements(peers).stream()
                        .anyMatch(each -> each.has("namespaceSelector") || each.has("ipBlock"));
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
