package io.rookery.acceptance.kubernetes;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Checks the security context of pods: what the namespace's pod security standard requires, and
 * also no service account token, a read-only root file system, and resource requests and limits.
 */
final class PodSecurityRule implements Rule {

    private static final List<String> VOLUMES = List.of("configMap", "secret", "emptyDir");

    @Override
    public List<String> problems(Manifests manifests) {
        var problems = new ArrayList<String>();
        for (Manifest namespace : manifests.of("Namespace").toList()) {
            String label = "pod-security.kubernetes.io/enforce";
            String level = namespace.at("/metadata/labels").path(label).asString("");
            require(
                    level.equals("restricted"),
                    namespace,
                    "metadata.labels",
                    problems,
                    label + " is not restricted.");
        }
        for (Manifest workload : manifests.workloads().toList()) {
            checkPod(workload, manifests, problems);
            workload.containers()
                    .forEach(container -> checkContainer(workload, container, problems));
        }
        return problems;
    }

    private static void checkPod(Manifest workload, Manifests manifests, List<String> problems) {
        JsonNode pod = workload.pod();
        String at = "spec.template.spec.";
        JsonNode context = pod.path("securityContext");
        require(
                isTrue(context.path("runAsNonRoot")),
                workload,
                at + "securityContext.runAsNonRoot",
                problems,
                "it is not true.");
        require(
                context.path("runAsUser").asInt(0) > 0,
                workload,
                at + "securityContext.runAsUser",
                problems,
                "it is root's.");
        require(
                context.at("/seccompProfile/type").asString("").equals("RuntimeDefault"),
                workload,
                at + "securityContext.seccompProfile",
                problems,
                "it is not RuntimeDefault.");
        require(
                isFalse(pod.path("automountServiceAccountToken")),
                workload,
                at + "automountServiceAccountToken",
                problems,
                "the pod gets a token.");
        require(
                isFalse(pod.path("enableServiceLinks")),
                workload,
                at + "enableServiceLinks",
                problems,
                "variables of other Services get in among the settings.");
        for (String host : List.of("hostNetwork", "hostPID", "hostIPC")) {
            require(!pod.has(host), workload, at + host, problems, "the host is not ours.");
        }
        boolean account =
                manifests
                        .find("ServiceAccount", pod.path("serviceAccountName").asString(""))
                        .filter(it -> isFalse(it.at("/automountServiceAccountToken")))
                        .isPresent();
        require(
                account,
                workload,
                at + "serviceAccountName",
                problems,
                "there is no such ServiceAccount without a token.");
        for (JsonNode volume : pod.path("volumes")) {
            String name = volume.path("name").asString("");
            require(
                    VOLUMES.stream().anyMatch(volume::has),
                    workload,
                    at + "volumes[" + name + "]",
                    problems,
                    "volumes of this type are not allowed.");
            require(
                    !volume.has("emptyDir") || volume.at("/emptyDir").has("sizeLimit"),
                    workload,
                    at + "volumes[" + name + "].emptyDir.sizeLimit",
                    problems,
                    "there is none.");
        }
    }

    private static void checkContainer(
            Manifest workload, JsonNode container, List<String> problems) {
        String at =
                "spec.template.spec.containers[%s].".formatted(container.path("name").asString(""));
        JsonNode context = container.path("securityContext");
        require(
                isFalse(context.path("allowPrivilegeEscalation")),
                workload,
                at + "securityContext.allowPrivilegeEscalation",
                problems,
                "it is not false.");
        require(
                isTrue(context.path("readOnlyRootFilesystem")),
                workload,
                at + "securityContext.readOnlyRootFilesystem",
                problems,
                "it is not true.");
        require(
                context.at("/capabilities/drop").toString().equals("[\"ALL\"]")
                        && !context.path("capabilities").has("add"),
                workload,
                at + "securityContext.capabilities",
                problems,
                "not all of them are dropped.");
        require(
                !context.has("privileged"),
                workload,
                at + "securityContext.privileged",
                problems,
                "no container is privileged.");
        for (String need : List.of("/requests/cpu", "/requests/memory", "/limits/memory")) {
            require(
                    !container.path("resources").at(need).isMissingNode(),
                    workload,
                    at + "resources" + need.replace('/', '.'),
                    problems,
                    "there is none.");
        }
    }

    private static boolean isTrue(JsonNode value) {
        return value.asBoolean(false);
    }

    private static boolean isFalse(JsonNode value) {
        return !value.asBoolean(true);
    }

    private static void require(
            boolean condition,
            Manifest manifest,
            String field,
            List<String> problems,
            String sentence) {
        if (!condition) {
            problems.add(manifest.problem(field, sentence));
        }
    }
}
