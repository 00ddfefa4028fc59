package io.rookery.acceptance.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Checks that every selector and every name refers to the intended pods, ports or objects. */
final class SelectorRule implements Rule {

    /** NetworkPolicy for temporary pods of cert-manager, which are in no manifest. */
    private static final String FOR_PODS_OF_OTHERS = "certificate-solver";

    @Override
    public List<String> problems(Manifests manifests) {
        var problems = new ArrayList<String>();
        manifests.workloads().forEach(workload -> checkWorkload(workload, manifests, problems));
        manifests.of("Service").forEach(service -> checkService(service, manifests, problems));
        for (String kind : List.of("PodDisruptionBudget", "NetworkPolicy")) {
            String field = kind.equals("NetworkPolicy") ? "podSelector" : "selector";
            manifests
                    .of(kind)
                    .filter(each -> !each.name().equals(FOR_PODS_OF_OTHERS))
                    .filter(each -> finds(each.at("/spec/" + field), manifests).isEmpty())
                    .map(each -> each.problem("spec." + field, "it matches no pod."))
                    .forEach(problems::add);
        }
        manifests
                .of("HorizontalPodAutoscaler")
                .filter(each -> target(each, manifests).isEmpty())
                .map(each -> each.problem("spec.scaleTargetRef", "there is no such workload."))
                .forEach(problems::add);
        manifests.of("Ingress").forEach(ingress -> checkIngress(ingress, manifests, problems));
        return problems;
    }

    static Optional<Manifest> target(Manifest autoscaler, Manifests manifests) {
        JsonNode target = autoscaler.at("/spec/scaleTargetRef");
        return manifests.find(target.path("kind").asString(""), target.path("name").asString(""));
    }

    private static List<Manifest> finds(JsonNode selector, Manifests manifests) {
        return manifests
                .workloads()
                .filter(workload -> Labels.match(selector, workload.podLabels()))
                .toList();
    }

    private static void checkWorkload(
            Manifest workload, Manifests manifests, List<String> problems) {
        if (!Labels.match(workload.at("/spec/selector"), workload.podLabels())) {
            problems.add(workload.problem("spec.selector", "it does not match its own pods."));
        }
        if (finds(workload.at("/spec/selector"), manifests).size() > 1) {
            problems.add(workload.problem("spec.selector", "it matches pods of others, too."));
        }
        if (workload.is("StatefulSet")) {
            var service = manifests.find("Service", workload.at("/spec/serviceName").asString(""));
            if (service.filter(it -> it.at("/spec/clusterIP").asString("").equals("None"))
                    .isEmpty()) {
                problems.add(
                        workload.problem("spec.serviceName", "there is no such headless Service."));
            }
        }
        for (JsonNode spread : workload.pod().path("topologySpreadConstraints")) {
            checkOwn(workload, "topologySpreadConstraints", spread, problems);
        }
        JsonNode antiAffinity = workload.at("/spec/template/spec/affinity/podAntiAffinity");
        for (JsonNode term : antiAffinity.path("requiredDuringSchedulingIgnoredDuringExecution")) {
            checkOwn(workload, "affinity", term, problems);
        }
        for (JsonNode term : antiAffinity.path("preferredDuringSchedulingIgnoredDuringExecution")) {
            checkOwn(workload, "affinity", term.path("podAffinityTerm"), problems);
        }
    }

    private static void checkOwn(
            Manifest workload, String field, JsonNode term, List<String> problems) {
        JsonNode selector = term.path("labelSelector");
        if (selector.isMissingNode() || !Labels.match(selector, workload.podLabels())) {
            problems.add(
                    workload.problem(
                            "spec.template.spec." + field,
                            "its selector does not match the pods themselves."));
        }
    }

    private static void checkService(Manifest service, Manifests manifests, List<String> problems) {
        var behind =
                manifests
                        .workloads()
                        .filter(workload ->
                                Labels.matchAll(service.at("/spec/selector"), workload.podLabels()))
                        .toList();
        if (behind.isEmpty()) {
            problems.add(service.problem("spec.selector", "it matches no pod."));
        }
        for (Manifest workload : behind) {
            for (JsonNode port : service.at("/spec/ports")) {
                JsonNode target =
                        port.has("targetPort") ? port.path("targetPort") : port.path("port");
                if (Ports.number(workload, target).isEmpty()) {
                    problems.add(
                            service.problem(
                                    "spec.ports[" + port.path("name").asString("") + "]",
                                    "no container of %s has the port %s."
                                            .formatted(workload.name(), target.asString())));
                }
            }
        }
    }

    private static void checkIngress(Manifest ingress, Manifests manifests, List<String> problems) {
        for (JsonNode rule : ingress.at("/spec/rules")) {
            for (JsonNode path : rule.at("/http/paths")) {
                JsonNode backend = path.at("/backend/service");
                boolean there =
                        manifests
                                .find("Service", backend.path("name").asString(""))
                                .filter(service -> has(service, backend.path("port")))
                                .isPresent();
                if (!there) {
                    problems.add(
                            ingress.problem(
                                    "spec.rules.http.paths.backend",
                                    "there is no such Service with such a port."));
                }
            }
        }
    }

    private static boolean has(Manifest service, JsonNode wanted) {
        return Manifest.elements(service.at("/spec/ports")).stream()
                .anyMatch(port ->
                        wanted.has("name")
                                ? port.path("name").equals(wanted.path("name"))
                                : port.path("port").equals(wanted.path("number")));
    }
}
