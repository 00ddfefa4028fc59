package io.rookery.acceptance.kubernetes;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Checks that the loss of a zone is survived: the two nodes of a shard are never in the same zone,
 * and all other pods are spread over the zones whose nodes accept pods.
 */
final class ZoneRule implements Rule {

    private static final String ZONE = "topology.kubernetes.io/zone";

    @Override
    public List<String> problems(Manifests manifests) {
        var problems = new ArrayList<String>();
        for (Manifest workload : manifests.workloads().toList()) {
            boolean shard = "shard".equals(workload.podLabels().get("app.kubernetes.io/component"));
            if (shard && !keepsApart(workload)) {
                problems.add(
                        workload.problem(
                                "spec.template.spec.affinity.podAntiAffinity",
                                "two nodes of the shard may be in one zone."));
            } else if (!shard && !isSpread(workload)) {
                problems.add(
                        workload.problem(
                                "spec.template.spec.topologySpreadConstraints",
                                "all its pods may be in one zone."));
            }
        }
        return problems;
    }

    private static boolean keepsApart(Manifest workload) {
        String required =
                "/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution";
        return Manifest.elements(workload.pod().at(required)).stream()
                .anyMatch(term -> isByZone(term) && selectsOwn(term, workload));
    }

    private static boolean isSpread(Manifest workload) {
        return Manifest.elements(workload.pod().path("topologySpreadConstraints")).stream()
                .anyMatch(spread ->
                        isByZone(spread)
                                && spread.path("maxSkew").asInt(0) == 1
                                && spread.path("whenUnsatisfiable")
                                        .asString("")
                                        .equals("DoNotSchedule")
                                && spread.path("nodeTaintsPolicy").asString("").equals("Honor")
                                && selectsOwn(spread, workload));
    }

    private static boolean isByZone(JsonNode term) {
        return term.path("topologyKey").asString("").equals(ZONE);
    }

    private static boolean selectsOwn(JsonNode term, Manifest workload) {
        return term.has("labelSelector")
                && Labels.match(term.path("labelSelector"), workload.podLabels());
    }
}
