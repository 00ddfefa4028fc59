package io.rookery.acceptance.kubernetes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Checks overlays with Prometheus: it must scrape every service and every node of a shard, at
 * existing ports and paths and with the required Secret. The alert rules must equal those of docker
 * compose.
 */
final class MonitoringRule implements Rule {

    private static final String OF_SERVICES = "/actuator/prometheus";
    private static final String OF_PATRONI = "/metrics";

    private final Path root;

    MonitoringRule(Path root) {
        this.root = root;
    }

    @Override
    public List<String> problems(Manifests manifests) {
        var endpoints = PodMonitors.of(manifests);
        if (endpoints.isEmpty()) {
            return List.of();
        }
        var problems = new ArrayList<String>();
        manifests
                .workloads()
                .filter(MonitoringRule::hasMetrics)
                .filter(workload -> endpoints.stream().noneMatch(one -> one.selects(workload)))
                .map(workload -> workload.problem("PodMonitor.spec.selector", "none selects it."))
                .forEach(problems::add);
        endpoints.forEach(endpoint -> check(endpoint, manifests, problems));
        checkRules(manifests, problems);
        return problems;
    }

    private static void check(
            PodMonitors.Endpoint endpoint, Manifests manifests, List<String> problems) {
        var selected = manifests.workloads().filter(endpoint::selects).toList();
        if (selected.isEmpty()) {
            problems.add(endpoint.monitor().problem("spec.selector", "it matches no pod."));
        }
        for (Manifest workload : selected) {
            if (Ports.number(workload, endpoint.json().path("port")).isEmpty()) {
                problems.add(
                        endpoint.monitor()
                                .problem(
                                        "spec.podMetricsEndpoints.port",
                                        "%s has no such port.".formatted(workload.name())));
            }
            if (!endpoint.path().equals(workload.isShard() ? OF_PATRONI : OF_SERVICES)) {
                problems.add(
                        endpoint.monitor()
                                .problem(
                                        "spec.podMetricsEndpoints.path",
                                        "%s has no metrics there.".formatted(workload.name())));
            }
            boolean isAdmitted =
                    workload.isShard()
                            || manifests
                                    .find("Secret", endpoint.secret())
                                    .filter(secret -> secret.at("/data").has(endpoint.key()))
                                    .isPresent();
            if (!isAdmitted) {
                problems.add(
                        endpoint.monitor()
                                .problem(
                                        "spec.podMetricsEndpoints.authorization",
                                        "there is no such key of a Secret."));
            }
        }
    }

    private void checkRules(Manifests manifests, List<String> problems) {
        JsonNode compose =
                Yaml.documents(root.resolve("docker/observe/alerts.yml")).getFirst().path("groups");
        manifests
                .of("PrometheusRule")
                .filter(rules -> !rules.at("/spec/groups").equals(compose))
                .map(rules ->
                        rules.problem(
                                "spec.groups", "they are not those of docker/observe/alerts.yml."))
                .forEach(problems::add);
        if (manifests.of("PrometheusRule").findAny().isEmpty()) {
            problems.add("k8s/components/observe: there are no rules.");
        }
    }

    private static boolean hasMetrics(Manifest workload) {
        return workload.is("Deployment") || workload.isShard();
    }
}
