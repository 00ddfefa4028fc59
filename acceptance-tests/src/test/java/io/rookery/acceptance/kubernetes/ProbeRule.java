package io.rookery.acceptance.kubernetes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Checks ports and probes. Containers declare only ports that their programs serve. Each container
 * with ports has all three probes, and each probe uses an existing port and a path with the right
 * meaning.
 */
final class ProbeRule implements Rule {

    private static final String HEALTH = "/actuator/health/";

    private final Path root;

    ProbeRule(Path root) {
        this.root = root;
    }

    @Override
    public List<String> problems(Manifests manifests) {
        var problems = new ArrayList<String>();
        manifests
                .workloads()
                .forEach(workload ->
                        workload.containers()
                                .forEach(container ->
                                        check(workload, container, manifests, problems)));
        return problems;
    }

    private void check(
            Manifest workload, JsonNode container, Manifests manifests, List<String> problems) {
        if (container.path("ports").isEmpty()) {
            return;
        }
        String image = Engines.imageName(container.path("image").asString(""));
        String service = image.replace("rookery/", "");
        Map<String, String> environment = Environment.of(container, manifests);
        boolean ours = ServiceConfiguration.exists(root, service);
        Set<Integer> served =
                ours
                        ? servedBy(ServiceConfiguration.of(root, service), environment)
                        : Engines.PORTS.getOrDefault(image, Set.of());
        for (JsonNode port : container.path("ports")) {
            if (!served.contains(port.path("containerPort").asInt(0))) {
                problems.add(
                        problem(
                                workload,
                                container,
                                "ports",
                                "the program serves %s, not %s."
                                        .formatted(served, port.path("containerPort"))));
            }
        }
        for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            JsonNode present = container.path(probe);
            if (present.isMissingNode()) {
                problems.add(problem(workload, container, probe, "there is none."));
            } else if (present.has("httpGet")) {
                JsonNode get = present.path("httpGet");
                int port = Ports.number(workload, get.path("port")).orElse(0);
                String path = get.path("path").asString("");
                String wrong =
                        ours
                                ? wrong(
                                        ServiceConfiguration.of(root, service),
                                        environment,
                                        probe,
                                        path,
                                        port)
                                : wrongAtEngine(image, path, port);
                if (!wrong.isEmpty()) {
                    problems.add(problem(workload, container, probe + ".httpGet", wrong));
                }
            } else if (!present.has("exec")) {
                problems.add(problem(workload, container, probe, "it asks nothing."));
            }
        }
    }

    private static Set<Integer> servedBy(
            ServiceConfiguration configuration, Map<String, String> environment) {
        return new TreeSet<>(
                List.of(
                        configuration.port(environment),
                        configuration.managementPort(environment)));
    }

    private static String wrong(
            ServiceConfiguration configuration,
            Map<String, String> environment,
            String probe,
            String path,
            int port) {
        int management = configuration.managementPort(environment);
        if (port != management) {
            return "health is served on port %d, not on %d.".formatted(management, port);
        }
        boolean served =
                configuration.exposesHealth()
                        && path.startsWith(HEALTH)
                        && configuration.healthGroups().contains(path.substring(HEALTH.length()));
        if (!served) {
            return "the service does not serve %s.".formatted(path);
        }
        String meant = probe.equals("readinessProbe") ? "readiness" : "liveness";
        return path.endsWith("/" + meant) ? "" : "%s says nothing about %s.".formatted(path, meant);
    }

    private static String wrongAtEngine(String image, String path, int port) {
        if (!image.equals("rookery/postgres") || port != Engines.PATRONI_PORT) {
            return "nothing answers HTTP on port %d.".formatted(port);
        }
        return Engines.PATRONI_PATHS.contains(path)
                ? ""
                : "Patroni does not serve %s.".formatted(path);
    }

    private static String problem(
            Manifest workload, JsonNode container, String field, String sentence) {
        return workload.problem(
                "spec.template.spec.containers[%s].%s"
                        .formatted(container.path("name").asString(""), field),
                sentence);
    }
}
