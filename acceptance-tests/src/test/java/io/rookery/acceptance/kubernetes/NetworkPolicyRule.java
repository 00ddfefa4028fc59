package io.rookery.acceptance.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Checks the network policies, evaluated as a cluster does. They must allow exactly the connections
 * of this table, DNS, and clients' connections to the gateway.
 */
final class NetworkPolicyRule implements Rule {

    private static final Set<String> DATA_SERVICES =
            Set.of("user-service", "feed-service", "storage-service");
    private static final Map<String, Set<String>> CALLS =
            Map.of(
                    "gateway", Set.of("user-service:8080", "feed-service:8080"),
                    "user-service", Set.of("feed-service:8080"),
                    "feed-service", Set.of("user-service:8080", "redis:6379"),
                    "storage-service",
                            Set.of(
                                    "gateway:3001",
                                    "user-service:8080",
                                    "feed-service:8080",
                                    "storage-service:8080",
                                    "redis:6379"),
                    "redis", Set.of("redis:6379", "redis:16379"),
                    "zookeeper", Set.of("zookeeper:2888", "zookeeper:3888"));
    private static final int GATEWAY_PORT = 3000;
    private static final Map<String, String> NAME_SERVER = Map.of("k8s-app", "kube-dns");
    private static final Map<String, String> NAME_CACHE = Map.of("k8s-app", "node-local-dns");
    private static final Map<String, String> METRICS_READER = Map.of("rookery/metrics", "true");
    private static final Peer PROMETHEUS =
            new Peer(Map.of("app.kubernetes.io/name", "prometheus"), METRICS_READER);
    private static final Map<String, String> SYSTEM =
            Map.of("kubernetes.io/metadata.name", "kube-system");

    @Override
    public List<String> problems(Manifests manifests) {
        var problems = new ArrayList<String>();
        if (manifests.of("NetworkPolicy").noneMatch(NetworkPolicyRule::deniesAll)) {
            problems.add(
                    "k8s/base/network-policies.yaml: NetworkPolicy default-deny: spec:"
                            + " no policy denies everything to every pod.");
        }
        var workloads = manifests.workloads().toList();
        for (Manifest from : workloads) {
            for (Manifest to : workloads) {
                Ports.of(to)
                        .values()
                        .forEach(port -> checkWay(from, to, port, manifests, problems));
            }
            checkNames(from, manifests, problems);
            checkOutside(from, manifests, problems);
            checkReach(from, manifests, problems);
        }
        return problems;
    }

    private static void checkWay(
            Manifest from, Manifest to, int port, Manifests manifests, List<String> problems) {
        boolean out = allows(manifests, "egress", from, Peer.pod(to), port, "TCP");
        boolean in = allows(manifests, "ingress", to, Peer.pod(from), port, "TCP");
        boolean needed = needs(from, to, port);
        boolean door = to.name().equals("gateway") && port == GATEWAY_PORT;
        if (needed && !out) {
            problems.add(
                    from.problem(
                            "NetworkPolicy.spec.egress",
                            "%s:%d cannot be reached.".formatted(to.name(), port)));
        }
        if (needed && !in) {
            problems.add(
                    to.problem(
                            "NetworkPolicy.spec.ingress",
                            "%s cannot come to port %d.".formatted(from.name(), port)));
        }
        // One side alone would block the connection. Nevertheless each policy must allow only what
        // its own pods need.
        if (!needed && out) {
            problems.add(
                    from.problem(
                            "NetworkPolicy.spec.egress",
                            "%s:%d is allowed, which nothing needs.".formatted(to.name(), port)));
        }
        if (!needed && in && !door) {
            problems.add(
                    to.problem(
                            "NetworkPolicy.spec.ingress",
                            "%s may come to port %d, which it does not need."
                                    .formatted(from.name(), port)));
        }
    }

    private static boolean needs(Manifest from, Manifest to, int port) {
        boolean shard = to.isShard();
        if (from.isShard() && from.equals(to)) {
            return true;
        }
        if (to.name().equals("zookeeper") && port == 2181) {
            return from.isShard() || from.is("Deployment");
        }
        if (shard) {
            // A shard copies the rows of slots that move to it from the other shards.
            return port == Engines.PATRONI_PORT
                    ? from.name().equals("storage-service")
                    : from.isShard() || DATA_SERVICES.contains(from.name());
        }
        return CALLS.getOrDefault(from.name(), Set.of()).contains(to.name() + ":" + port);
    }

    private static void checkNames(Manifest from, Manifests manifests, List<String> problems) {
        for (String protocol : List.of("UDP", "TCP")) {
            for (var labels : List.of(NAME_SERVER, NAME_CACHE)) {
                if (!allows(manifests, "egress", from, new Peer(labels, SYSTEM), 53, protocol)) {
                    problems.add(
                            from.problem(
                                    "NetworkPolicy.spec.egress",
                                    "names cannot be looked up by %s.".formatted(protocol)));
                }
            }
        }
    }

    /**
     * Checks connections from outside: clients may reach only the gateway's public port, and
     * Prometheus only the ports with metrics.
     */
    private static void checkOutside(Manifest to, Manifests manifests, List<String> problems) {
        for (int port : Ports.of(to).values()) {
            boolean open =
                    rules(manifests, "ingress", to)
                            .filter(rule -> NetworkRule.hasPort(rule, port, "TCP"))
                            .anyMatch(rule ->
                                    NetworkRule.isOpenToOutside(rule, "from", METRICS_READER));
            boolean door = to.name().equals("gateway") && port == GATEWAY_PORT;
            boolean isMonitored =
                    PodMonitors.of(manifests).stream().anyMatch(one -> one.asks(to, port));
            boolean isAllowed = allows(manifests, "ingress", to, PROMETHEUS, port, "TCP");
            if (!door && isMonitored != isAllowed) {
                problems.add(
                        to.problem(
                                "NetworkPolicy.spec.ingress",
                                (isMonitored
                                                ? "Prometheus cannot come to port %d."
                                                : "Prometheus may come to port %d, which it does"
                                                        + " not need.")
                                        .formatted(port)));
            }
            if (open != door) {
                problems.add(
                        to.problem(
                                "NetworkPolicy.spec.ingress",
                                door
                                        ? "clients cannot come to port 3000."
                                        : "others than our pods can come to port %d."
                                                .formatted(port)));
            }
        }
    }

    private static void checkReach(Manifest from, Manifests manifests, List<String> problems) {
        if (rules(manifests, "egress", from).anyMatch(rule -> rule.path("to").isEmpty())) {
            problems.add(from.problem("NetworkPolicy.spec.egress", "everybody can be reached."));
        }
    }

    private static boolean deniesAll(Manifest policy) {
        return policy.at("/spec/podSelector").isEmpty()
                && policy.at("/spec/policyTypes").size() == 2
                && !policy.at("/spec").has("ingress")
                && !policy.at("/spec").has("egress");
    }

    private static boolean allows(
            Manifests manifests,
            String direction,
            Manifest subject,
            Peer peer,
            int port,
            String protocol) {
        return rules(manifests, direction, subject)
                .filter(rule -> NetworkRule.hasPort(rule, port, protocol))
                .anyMatch(rule ->
                        NetworkRule.names(rule, direction.equals("egress") ? "to" : "from", peer));
    }

    private static Stream<JsonNode> rules(Manifests manifests, String direction, Manifest subject) {
        return manifests
                .of("NetworkPolicy")
                .filter(policy -> Labels.match(policy.at("/spec/podSelector"), subject.podLabels()))
                .flatMap(policy -> Manifest.elements(policy.at("/spec/" + direction)).stream());
    }
}
