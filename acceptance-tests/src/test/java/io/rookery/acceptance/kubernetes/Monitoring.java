package io.rookery.acceptance.kubernetes;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The fields of the <a href="https://prometheus-operator.dev/docs/api-reference/api/">Prometheus
 * Operator's resources</a> that the platform uses. Kubernetes' own model does not know them.
 */
final class Monitoring {

    static final String VERSION = "monitoring.coreos.com/v1";

    static final Map<String, Class<?>> TYPES =
            Map.of("PodMonitor", PodMonitor.class, "PrometheusRule", PrometheusRule.class);

    private Monitoring() {}

    record PodMonitor(String apiVersion, String kind, JsonNode metadata, Spec spec) {
        record Spec(
                @Nullable String jobLabel, Selector selector, List<Endpoint> podMetricsEndpoints) {}

        record Selector(
                @Nullable Map<String, String> matchLabels,
                @Nullable List<Expression> matchExpressions) {}

        record Expression(String key, String operator, List<String> values) {}

        record Endpoint(
                String port,
                String path,
                String interval,
                @Nullable Authorization authorization,
                @Nullable List<Relabeling> relabelings) {}

        record Authorization(Credentials credentials) {}

        record Credentials(String name, String key) {}

        record Relabeling(
                @Nullable List<String> sourceLabels, String targetLabel, String replacement) {}
    }

    record PrometheusRule(String apiVersion, String kind, JsonNode metadata, Rules spec) {
        record Rules(List<Group> groups) {}

        record Group(String name, List<Alert> rules) {}

        record Alert(
                String alert,
                String expr,
                @JsonProperty("for") @Nullable String lasting,
                Map<String, String> labels,
                Map<String, String> annotations) {}
    }
}
