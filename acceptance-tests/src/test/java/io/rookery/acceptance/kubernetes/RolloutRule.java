package io.rookery.acceptance.kubernetes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Checks availability during changes. Updates, node drains and the autoscaler must not remove a pod
 * before its replacement is ready. The termination grace period must be long enough.
 */
final class RolloutRule implements Rule {

    private final Path root;

    RolloutRule(Path root) {
        this.root = root;
    }

    @Override
    public List<String> problems(Manifests manifests) {
        var problems = new ArrayList<String>();
        for (Manifest workload : manifests.workloads().toList()) {
            if (workload.is("Deployment")) {
                checkUpdate(workload, problems);
                checkEnd(workload, problems);
            }
            checkBudget(workload, manifests, problems);
            checkNumber(workload, manifests, problems);
        }
        return problems;
    }

    private static void checkUpdate(Manifest deployment, List<String> problems) {
        JsonNode update = deployment.at("/spec/strategy/rollingUpdate");
        if (update.path("maxUnavailable").asInt(1) != 0 || update.path("maxSurge").asInt(0) < 1) {
            problems.add(
                    deployment.problem(
                            "spec.strategy.rollingUpdate",
                            "an instance goes before another one is there."));
        }
    }

    private void checkEnd(Manifest deployment, List<String> problems) {
        if (!ServiceConfiguration.exists(root, deployment.name())) {
            return;
        }
        long pause = 0;
        for (JsonNode container : deployment.containers()) {
            pause = Math.max(pause, container.at("/lifecycle/preStop/sleep/seconds").asLong(0));
        }
        long needed =
                pause + ServiceConfiguration.of(root, deployment.name()).longestEnd().toSeconds();
        if (deployment.pod().path("terminationGracePeriodSeconds").asLong(30) <= needed) {
            problems.add(
                    deployment.problem(
                            "spec.template.spec.terminationGracePeriodSeconds",
                            "the service may need %d s.".formatted(needed)));
        }
        if (deployment.name().equals("gateway") && pause == 0) {
            problems.add(
                    deployment.problem(
                            "spec.template.spec.containers[gateway].lifecycle.preStop",
                            "load balancers still send requests when the end begins."));
        }
    }

    private static void checkBudget(Manifest workload, Manifests manifests, List<String> problems) {
        var budgets = belonging("PodDisruptionBudget", workload, manifests);
        if (budgets.size() != 1) {
            problems.add(
                    workload.problem(
                            "PodDisruptionBudget",
                            "there are %d, not one.".formatted(budgets.size())));
        }
        for (Manifest budget : budgets) {
            if (budget.at("/spec/maxUnavailable").asInt(0) != 1) {
                problems.add(
                        budget.problem(
                                "spec.maxUnavailable",
                                "a node could not be drained, or would take several pods along."));
            }
        }
    }

    private static void checkNumber(Manifest workload, Manifests manifests, List<String> problems) {
        var autoscalers = belonging("HorizontalPodAutoscaler", workload, manifests);
        if (!autoscalers.isEmpty() && workload.at("/spec").has("replicas")) {
            problems.add(
                    workload.problem(
                            "spec.replicas",
                            "each deployment would undo what the autoscaler has chosen."));
        }
        if (autoscalers.isEmpty() && workload.at("/spec/replicas").asInt(1) < 2) {
            problems.add(workload.problem("spec.replicas", "one alone cannot be replaced."));
        }
        for (Manifest autoscaler : autoscalers) {
            if (autoscaler.at("/spec/minReplicas").asInt(1) < 2) {
                problems.add(
                        autoscaler.problem("spec.minReplicas", "one alone cannot be replaced."));
            }
        }
    }

    private static List<Manifest> belonging(String kind, Manifest workload, Manifests manifests) {
        return manifests.of(kind).filter(each -> belongs(each, workload, manifests)).toList();
    }

    /**
     * Whether an object belongs to a workload: an autoscaler by the name of its target, a
     * disruption budget by its selector.
     */
    private static boolean belongs(Manifest each, Manifest workload, Manifests manifests) {
        return each.is("HorizontalPodAutoscaler")
                ? SelectorRule.target(each, manifests).filter(workload::equals).isPresent()
                : Labels.match(each.at("/spec/selector"), workload.podLabels());
    }
}
