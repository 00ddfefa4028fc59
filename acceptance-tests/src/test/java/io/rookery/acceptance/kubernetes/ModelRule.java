package io.rookery.acceptance.kubernetes;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.deser.DeserializationProblemHandler;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Checks that Kubernetes knows every field and that each value has the right type. Values of an
 * enumeration must be one of its constants.
 */
final class ModelRule implements Rule {

    private static final Map<String, Set<String>> CHOICES =
            Map.of(
                    "whenUnsatisfiable", Set.of("DoNotSchedule", "ScheduleAnyway"),
                    "podManagementPolicy", Set.of("OrderedReady", "Parallel"),
                    "fsGroupChangePolicy", Set.of("OnRootMismatch", "Always"),
                    "protocol", Set.of("TCP", "UDP", "SCTP"),
                    "pathType", Set.of("Prefix", "Exact", "ImplementationSpecific"),
                    "policyTypes", Set.of("Ingress", "Egress"),
                    "accessModes",
                            Set.of(
                                    "ReadWriteOnce",
                                    "ReadWriteOncePod",
                                    "ReadOnlyMany",
                                    "ReadWriteMany"),
                    "operator", Set.of("In", "NotIn", "Exists", "DoesNotExist"),
                    "medium", Set.of("", "Memory"));

    private static final KubernetesSerialization TYPES = new KubernetesSerialization();
    private static final String UNKNOWN = "unknown fields";
    private static final JsonMapper STRICT = strict();

    @Override
    public List<String> problems(Manifests manifests) {
        var problems = new ArrayList<String>();
        for (Manifest manifest : manifests.all()) {
            checkTypes(manifest, problems);
            checkChoices(manifest, "", "", manifest.json(), problems);
        }
        return problems;
    }

    private static void checkTypes(Manifest manifest, List<String> problems) {
        var version = manifest.at("/apiVersion").asString("");
        Class<?> type = type(version, manifest.kind());
        if (type == null) {
            problems.add(manifest.problem("kind", "Kubernetes has none in " + version + "."));
            return;
        }
        var unknown = new ArrayList<String>();
        try {
            STRICT.readerFor(type)
                    .withAttribute(UNKNOWN, unknown)
                    .readValue(manifest.json().toString());
        } catch (DatabindException e) {
            problems.add(
                    manifest.problem(path(e), "it is of a wrong type: " + e.getOriginalMessage()));
        }
        unknown.stream()
                .map(path -> manifest.problem(path, "Kubernetes knows no such field."))
                .forEach(problems::add);
    }

    private static @Nullable Class<?> type(String version, String kind) {
        return version.equals(Monitoring.VERSION)
                ? Monitoring.TYPES.get(kind)
                : TYPES.getRegisteredKubernetesResource(version, kind);
    }

    private static String path(DatabindException e) {
        return e.getPath().stream()
                .map(step ->
                        step.getPropertyName() == null
                                ? Integer.toString(step.getIndex())
                                : step.getPropertyName())
                .collect(Collectors.joining("."));
    }

    /** Returns a mapper that rejects unknown fields, which the model would otherwise accept. */
    private static JsonMapper strict() {
        return JsonMapper.builder()
                .annotationIntrospector(new WithoutAnySetters())
                .addHandler(new UnknownFields())
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(
                        LogicalType.Textual,
                        texts ->
                                texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                        .setCoercion(
                                                CoercionInputShape.Boolean, CoercionAction.Fail))
                .build();
    }

    private static final class WithoutAnySetters extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(MapperConfig<?> config, Annotated member) {
            return false;
        }
    }

    private static final class UnknownFields extends DeserializationProblemHandler {
        @Override
        @SuppressWarnings("unchecked")
        public boolean handleUnknownProperty(
                DeserializationContext context,
                JsonParser parser,
                ValueDeserializer<?> deserializer,
                Object owner,
                String name)
                throws JacksonException {
            String path = parser.streamReadContext().pathAsPointer().toString();
            ((List<String>) context.getAttribute(UNKNOWN)).add(path.substring(1).replace('/', '.'));
            parser.skipChildren();
            return true;
        }
    }

    private static void checkChoices(
            Manifest manifest, String path, String field, JsonNode node, List<String> problems) {
        if (node.isObject()) {
            node.properties()
                    .forEach(entry ->
                            checkChoices(
                                    manifest,
                                    path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
                                    entry.getKey(),
                                    entry.getValue(),
                                    problems));
        } else if (node.isArray()) {
            node.forEach(element -> checkChoices(manifest, path, field, element, problems));
        } else if (CHOICES.containsKey(field) && !CHOICES.get(field).contains(node.asString(""))) {
            problems.add(
                    manifest.problem(path, node.asString("") + " is none of the known choices."));
        }
    }
}
