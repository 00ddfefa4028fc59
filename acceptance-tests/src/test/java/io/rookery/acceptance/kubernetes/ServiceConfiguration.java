package io.rookery.acceptance.kubernetes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The default configuration of a service: its application.yaml over the defaults of all services.
 * Deployments may override it.
 *
 * @param properties values by name of the property
 */
record ServiceConfiguration(Map<String, String> properties) {

    private static final String DEFAULTS = "service-kit/src/main/resources/rookery-defaults.yaml";
    private static final Pattern GROUP =
            Pattern.compile("management\\.endpoint\\.health\\.group\\.([^.]+)\\..*");

    static ServiceConfiguration of(Path root, String service) {
        var properties = new TreeMap<String, String>();
        flatten("", Yaml.documents(root.resolve(DEFAULTS)).getFirst(), properties);
        flatten("", Yaml.documents(file(root, service)).getFirst(), properties);
        return new ServiceConfiguration(properties);
    }

    static boolean exists(Path root, String service) {
        return Files.exists(file(root, service));
    }

    private static Path file(Path root, String service) {
        return root.resolve(service + "/src/main/resources/application.yaml");
    }

    int port(Map<String, String> environment) {
        return integer("server.port", environment, 8080);
    }

    int managementPort(Map<String, String> environment) {
        return integer("management.server.port", environment, port(environment));
    }

    /** Returns the health groups that have an HTTP path. */
    Set<String> healthGroups() {
        var groups = new TreeSet<String>();
        if ("true".equals(properties.get("management.endpoint.health.probes.enabled"))) {
            groups.addAll(List.of("liveness", "readiness"));
        }
        properties.keySet().stream()
                .map(GROUP::matcher)
                .filter(Matcher::matches)
                .forEach(group -> groups.add(group.group(1)));
        return groups;
    }

    boolean exposesHealth() {
        return List.of(
                        properties
                                .getOrDefault("management.endpoints.web.exposure.include", "health")
                                .split(",", -1))
                .contains("health");
    }

    /** Returns the maximum time that a service needs to shut down. */
    Duration longestEnd() {
        String phase =
                properties.getOrDefault("spring.lifecycle.timeout-per-shutdown-phase", "30s");
        String traces =
                properties.getOrDefault(
                        "management.opentelemetry.tracing.export.otlp.timeout", "10s");
        // Value of rookery.discovery.drain, which no deployment overrides.
        Duration drain = Duration.ofSeconds(1);
        return drain.plus(seconds(phase)).plus(seconds(traces));
    }

    private static Duration seconds(String text) {
        return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    }

    private int integer(String property, Map<String, String> environment, int otherwise) {
        String variable = property.replace('.', '_').toUpperCase(Locale.ROOT);
        String value = environment.getOrDefault(variable, properties.get(property));
        return value == null ? otherwise : Integer.parseInt(value);
    }

    private static void flatten(String prefix, JsonNode node, Map<String, String> properties) {
        if (node.isObject()) {
            node.properties()
                    .forEach(entry ->
                            flatten(
                                    prefix.isEmpty()
                                            ? entry.getKey()
                                            : prefix + "." + entry.getKey(),
                                    entry.getValue(),
                                    properties));
        } else {
            properties.put(prefix, node.asString(node.toString()));
        }
    }
}
