package io.rookery.acceptance.kubernetes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Checks that every ConfigMap, Secret, key, volume and script that is used is defined, and that
 * every one that is defined is used.
 */
final class ConfigurationRule implements Rule {

    private static final Pattern SCRIPT = Pattern.compile("/scripts/([\\w.-]+)");
    private static final String FOR_GRAFANA = "grafana_dashboard";
    private static final String ISSUER = "cert-manager.io/cluster-issuer";

    @Override
    public List<String> problems(Manifests manifests) {
        var problems = new ArrayList<String>();
        var read = new HashSet<String>();
        for (Manifest workload : manifests.workloads().toList()) {
            for (var reference : References.of(workload)) {
                read.add(reference.kind() + " " + reference.name());
                checkReference(workload, reference, manifests, problems);
            }
            checkMounts(workload, manifests, problems);
        }
        PodMonitors.of(manifests).forEach(monitor -> read.add("Secret " + monitor.secret()));
        manifests.of("Ingress").forEach(ingress -> checkCertificates(ingress, manifests, problems));
        manifests.all().stream()
                .filter(manifest -> manifest.is("ConfigMap") || manifest.is("Secret"))
                .filter(manifest -> !read.contains(manifest.kind() + " " + manifest.name()))
                .filter(manifest -> !manifest.at("/metadata/labels").has(FOR_GRAFANA))
                .map(manifest -> manifest.problem("metadata.name", "nothing reads it."))
                .forEach(problems::add);
        return problems;
    }

    private static void checkReference(
            Manifest workload,
            References.Reference reference,
            Manifests manifests,
            List<String> problems) {
        var object = manifests.find(reference.kind(), reference.name());
        if (object.isEmpty()) {
            problems.add(
                    workload.problem(
                            reference.where(),
                            "there is no %s %s.".formatted(reference.kind(), reference.name())));
        } else if (!reference.key().isEmpty() && !object.get().at("/data").has(reference.key())) {
            problems.add(
                    workload.problem(
                            reference.where(),
                            "%s has no key %s.".formatted(reference.name(), reference.key())));
        }
    }

    private static void checkMounts(Manifest workload, Manifests manifests, List<String> problems) {
        var mounted = new HashSet<String>();
        for (JsonNode container : workload.containers()) {
            for (JsonNode mount : container.path("volumeMounts")) {
                String name = mount.path("name").asString("");
                mounted.add(name);
                var volume = Volumes.volume(workload, name);
                String where =
                        "spec.template.spec.containers[%s].volumeMounts[%s]"
                                .formatted(container.path("name").asString(""), name);
                if (volume.isEmpty() && !isClaimed(workload, name)) {
                    problems.add(workload.problem(where, "there is no such volume."));
                }
                String key = mount.path("subPath").asString("");
                boolean there =
                        key.isEmpty()
                                || volume.flatMap(it -> Volumes.source(it, manifests))
                                        .filter(object -> object.at("/data").has(key))
                                        .isPresent();
                if (!there) {
                    problems.add(workload.problem(where, "there is no file " + key + "."));
                }
            }
        }
        for (JsonNode volume : workload.pod().path("volumes")) {
            String name = volume.path("name").asString("");
            if (!mounted.contains(name)) {
                problems.add(
                        workload.problem(
                                "spec.template.spec.volumes[" + name + "]", "nothing mounts it."));
            }
        }
        checkScripts(workload, manifests, problems);
    }

    /**
     * Checks that each mounted script is used by a command or a probe, directly or through another
     * script.
     */
    private static void checkScripts(
            Manifest workload, Manifests manifests, List<String> problems) {
        Set<String> files = Set.copyOf(Volumes.filesBelow("/scripts", workload, manifests));
        StringBuilder text = new StringBuilder(workload.pod().toString());
        for (JsonNode volume : workload.pod().path("volumes")) {
            if (volume.has("configMap")) {
                Volumes.source(volume, manifests)
                        .ifPresent(map ->
                                map.at("/data").forEach(file -> text.append(file.asString())));
            }
        }
        Set<String> used = new HashSet<>();
        SCRIPT.matcher(text).results().map(ConfigurationRule::first).forEach(used::add);
        used.stream()
                .filter(script -> !files.contains(script))
                .map(script ->
                        workload.problem("spec.template.spec", "there is no " + script + "."))
                .forEach(problems::add);
        files.stream()
                .filter(script -> !used.contains(script) && !isMountedAlone(workload, script))
                .map(script ->
                        workload.problem("spec.template.spec", "nothing uses " + script + "."))
                .forEach(problems::add);
    }

    private static String first(MatchResult found) {
        return found.group(1);
    }

    private static boolean isMountedAlone(Manifest workload, String file) {
        return workload.containers().stream()
                .flatMap(container -> Manifest.elements(container.path("volumeMounts")).stream())
                .anyMatch(mount -> mount.path("subPath").asString("").equals(file));
    }

    private static boolean isClaimed(Manifest workload, String name) {
        return Manifest.elements(workload.at("/spec/volumeClaimTemplates")).stream()
                .anyMatch(claim -> claim.at("/metadata/name").asString("").equals(name));
    }

    private static void checkCertificates(
            Manifest ingress, Manifests manifests, List<String> problems) {
        boolean issued = ingress.at("/metadata/annotations").has(ISSUER);
        for (JsonNode tls : ingress.at("/spec/tls")) {
            String name = tls.path("secretName").asString("");
            if (!issued && manifests.find("Secret", name).isEmpty()) {
                problems.add(
                        ingress.problem(
                                "spec.tls",
                                "there is no Secret %s, and nobody issues it.".formatted(name)));
            }
        }
    }
}
