package io.rookery.acceptance.kubernetes;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Evaluates label selectors as Kubernetes does. */
final class Labels {

    private Labels() {}

    /**
     * Whether a selector with matchLabels and matchExpressions matches. An empty selector matches
     * everything.
     */
    static boolean match(JsonNode selector, Map<String, String> labels) {
        return matchAll(selector.path("matchLabels"), labels)
                && Manifest.elements(selector.path("matchExpressions")).stream()
                        .allMatch(expression -> matchExpression(expression, labels));
    }

    /** Whether the labels include all wanted ones, as the selector of a Service requires. */
    static boolean matchAll(JsonNode wanted, Map<String, String> labels) {
        return labels.entrySet().containsAll(Manifest.strings(wanted).entrySet());
    }

    private static boolean matchExpression(JsonNode expression, Map<String, String> labels) {
        String value = labels.get(expression.path("key").asString(""));
        boolean listed =
                value != null
                        && Manifest.elements(expression.path("values")).stream()
                                .anyMatch(one -> one.asString("").equals(value));
        return switch (expression.path("operator").asString("")) {
            case "In" -> listed;
            case "NotIn" -> !listed;
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            default -> false;
        };
    }
}
