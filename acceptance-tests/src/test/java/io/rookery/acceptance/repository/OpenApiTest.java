package io.rookery.acceptance.repository;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaEnumConstant;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares the OpenAPI description of the client API with the mapping annotations of the compiled
 * controllers.
 */
class OpenApiTest {

    private static final String WEB = "org.springframework.web.bind.annotation.";
    private static final String STEREOTYPE = "org.springframework.stereotype.Controller";
    private static final Map<String, String> MAPPINGS =
            Map.of(
                    WEB + "GetMapping", "GET",
                    WEB + "PostMapping", "POST",
                    WEB + "PutMapping", "PUT",
                    WEB + "PatchMapping", "PATCH",
                    WEB + "DeleteMapping", "DELETE");

    /** Controllers of unsupported functions. The description mentions these in one sentence. */
    private static final Set<String> NOT_DESCRIBED =
            Set.of("NothingYetController", "UnsupportedController");

    /** Paths of files and web pages, which are not part of the client API. */
    private static final Pattern FILES =
            Pattern.compile(
                    "/|/favicon\\..*|/openapi\\.json/?|/docs/?|/error|/(avatars|headers)/.*");

    @Test
    void describesExactlyWhatTheControllersServe() {
        assertThat(described()).isEqualTo(served());
    }

    @Test
    void refersOnlyToWhatItDefines() {
        JsonNode description = description();
        assertThat(description.findValuesAsString("$ref"))
                .isNotEmpty()
                .allSatisfy(reference ->
                        assertThat(description.at(reference.substring(1)).isMissingNode())
                                .as(reference)
                                .isFalse());
    }

    private static Set<String> described() {
        Set<String> all = new TreeSet<>();
        description()
                .path("paths")
                .properties()
                .forEach(path ->
                        path.getValue()
                                .propertyNames()
                                .forEach(verb ->
                                        all.add(
                                                verb.toUpperCase(Locale.ROOT)
                                                        + " "
                                                        + normal(path.getKey()))));
        return all;
    }

    private static JsonNode description() {
        return JsonMapper.shared()
                .readTree(Repository.read("gateway/src/main/resources/openapi.json"));
    }

    private static Set<String> served() {
        return Stream.of("user-service", "feed-service", "gateway")
                .flatMap(module ->
                        new ClassFileImporter()
                                        .importPath(
                                                Repository.ROOT.resolve(module + "/target/classes"))
                                        .stream())
                .filter(type ->
                        type.isAnnotatedWith(WEB + "RestController")
                                || type.isAnnotatedWith(STEREOTYPE))
                .filter(type -> !NOT_DESCRIBED.contains(type.getSimpleName()))
                .flatMap(OpenApiTest::served)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> served(JavaClass type) {
        List<String> bases =
                type.tryGetAnnotationOfType(WEB + "RequestMapping")
                        .map(OpenApiTest::paths)
                        .filter(paths -> !paths.isEmpty())
                        .orElse(List.of(""));
        return type.getMethods().stream()
                .flatMap(method -> method.getAnnotations().stream())
                .flatMap(mapping ->
                        verbs(mapping)
                                .flatMap(verb ->
                                        bases.stream()
                                                .flatMap(base ->
                                                        served(verb, base, paths(mapping)))));
    }

    private static Stream<String> served(String verb, String base, List<String> paths) {
        return (paths.isEmpty() ? List.of("") : paths)
                .stream()
                        .map(path -> base + path)
                        .filter(path ->
                                !path.startsWith("/internal") && !FILES.matcher(path).matches())
                        .map(path -> verb + " " + normal(path));
    }

    private static Stream<String> verbs(JavaAnnotation<JavaMethod> mapping) {
        String name = mapping.getRawType().getName();
        if (name.equals(WEB + "RequestMapping")) {
            return Arrays.stream((JavaEnumConstant[]) mapping.get("method").orElseThrow())
                    .map(JavaEnumConstant::name);
        }
        return Stream.ofNullable(MAPPINGS.get(name));
    }

    private static List<String> paths(JavaAnnotation<?> mapping) {
        return Stream.of("value", "path")
                .flatMap(property -> mapping.get(property).stream())
                .flatMap(values -> Arrays.stream((Object[]) values))
                .map(Object::toString)
                .distinct()
                .toList();
    }

    /** Normalizes a path: removes names and patterns of variables, and a slash at the end. */
    private static String normal(String path) {
        String plain = path.replaceAll("\\{\\w+(:[^{}]*)?}", "{}");
        return plain.length() > 1 && plain.endsWith("/")
                ? plain.substring(0, plain.length() - 1)
                : plain;
    }
}
