package io.rookery.acceptance.kubernetes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Checks the settings of containers. Every variable and every file of the configuration tree must
 * be a setting that the program reads, and all required settings must be there. A service itself
 * ignores a misspelt variable.
 */
final class SettingRule implements Rule {

    private static final Set<String> EVERY_SERVICE =
            Set.of("SPRING_CLOUD_ZOOKEEPER_CONNECTSTRING", "ROOKERY_INSTANCE_HOST");
    private static final Map<String, Set<String>> REQUIRED =
            Map.of(
                    "feed-service", Set.of("SPRING_DATA_REDIS_CLUSTER_NODES"),
                    "user-service", Set.of("ROOKERY_SITE_BASEURL"),
                    "storage-service",
                            Set.of(
                                    "ROOKERY_STORAGE_SHARDS_0_NAME",
                                    "ROOKERY_STORAGE_SHARDS_0_HOSTS",
                                    "ROOKERY_PROBES_REDISNODES"));
    private static final String TREE = "/run/secrets/rookery";

    private final Path root;

    SettingRule(Path root) {
        this.root = root;
    }

    @Override
    public List<String> problems(Manifests manifests) {
        var problems = new ArrayList<String>();
        for (Manifest workload : manifests.workloads().toList()) {
            for (JsonNode container : workload.containers()) {
                String image = Engines.imageName(container.path("image").asString(""));
                String service = image.replace("rookery/", "");
                var variables = Environment.of(container, manifests).keySet();
                if (ServiceConfiguration.exists(root, service)) {
                    checkService(workload, service, variables, manifests, problems);
                } else if (image.equals("rookery/postgres")) {
                    compare(workload, variables, Engines.postgresVariables(root), problems);
                }
            }
        }
        return problems;
    }

    private void checkService(
            Manifest workload,
            String service,
            Set<String> variables,
            Manifests manifests,
            List<String> problems) {
        Settings settings = Settings.of(root, service);
        variables.stream()
                .filter(variable -> !settings.hasVariable(variable))
                .map(variable -> unknown(workload, variable))
                .forEach(problems::add);
        Stream.concat(EVERY_SERVICE.stream(), REQUIRED.getOrDefault(service, Set.of()).stream())
                .filter(variable -> !variables.contains(variable))
                .map(variable -> missing(workload, variable))
                .forEach(problems::add);
        for (String file : Volumes.filesBelow(TREE, workload, manifests)) {
            if (!settings.hasProperty(file)) {
                problems.add(
                        workload.problem(
                                "spec.template.spec.volumes",
                                "%s is no setting of the service.".formatted(file)));
            }
        }
    }

    private static void compare(
            Manifest workload, Set<String> given, Set<String> read, List<String> problems) {
        var unknown = new TreeSet<>(given);
        unknown.removeAll(read);
        unknown.stream().map(variable -> unknown(workload, variable)).forEach(problems::add);
        problems.addAll(
                read.stream()
                        .filter(variable -> !given.contains(variable))
                        .map(variable -> missing(workload, variable))
                        .collect(Collectors.toSet()));
    }

    private static String unknown(Manifest workload, String variable) {
        return workload.problem(
                "spec.template.spec.containers.env",
                "%s is no setting that the program reads.".formatted(variable));
    }

    private static String missing(Manifest workload, String variable) {
        return workload.problem(
                "spec.template.spec.containers.env", "%s is not given.".formatted(variable));
    }
}
