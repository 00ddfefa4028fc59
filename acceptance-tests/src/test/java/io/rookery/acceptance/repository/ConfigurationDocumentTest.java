package io.rookery.acceptance.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Checks that {@code docs/configuration.md} agrees with the settings records, from which it is
 * generated. After a change, run {@code ./mvnw verify -pl acceptance-tests -am
 * -Drookery.documents=write} and commit the file.
 */
class ConfigurationDocumentTest {

    private static final Path DOCUMENT = Repository.ROOT.resolve("docs/configuration.md");
    private static final String METADATA =
            "target/classes/META-INF/spring-configuration-metadata.json";
    private static final String OWN_DEFAULTS = "src/main/resources/application.yaml";
    private static final String INTRODUCTION =
            """
            # Configuration

            Every setting, with its default. Made from the settings records by the build, which fails when this page is not what they say.

            A setting is given as a property (`--rookery.outbox.visibility-delay=2s`), as an environment variable (`ROOKERY_OUTBOX_VISIBILITYDELAY=2s`) or, for
            secrets, as a file of that name in the directory that `rookery.secrets.directory` names (default `/run/secrets/rookery`).
            Durations are written `250ms`, `2s`, `5m`; sizes `512KB`, `1MB`. An unknown key below a prefix stops the start, but for a
            misspelt environment variable or system property, which is passed over.
            """;

    @Test
    void theConfigurationPageIsWhatTheSettingsSay() throws IOException {
        String page = render();
        if ("write".equals(System.getProperty("rookery.documents"))) {
            Files.writeString(DOCUMENT, page);
        }

        assertThat(Repository.read(DOCUMENT)).isEqualTo(page);
    }

    private static String render() {
        Map<String, List<JsonNode>> settings = new TreeMap<>();
        for (String module : Repository.modules()) {
            Path metadata = Repository.ROOT.resolve(module).resolve(METADATA);
            if (Files.exists(metadata)) {
                settings.put(module, properties(metadata));
            }
        }
        assertThat(settings).isNotEmpty();
        StringBuilder page = new StringBuilder(INTRODUCTION);
        settings.forEach((module, properties) -> {
            page.append("\n## ").append(module).append("\n\n");
            page.append("| setting | type | default | meaning |\n|---|---|---|---|\n");
            properties.forEach(property -> page.append(row(property)));
        });
        return page.append(ownDefaults()).toString();
    }

    /** Returns the defaults that services set in their own application.yaml. */
    private static String ownDefaults() {
        StringBuilder rows =
                new StringBuilder(
                        """

                        ## Other defaults of single services

                        | service | setting | default there |
                        |---|---|---|
                        """);
        for (String module : Repository.modules()) {
            Path file = Repository.ROOT.resolve(module).resolve(OWN_DEFAULTS);
            if (Files.exists(file)) {
                JsonNode own = new YAMLMapper().readTree(Repository.read(file));
                settings("", own)
                        .filter(setting -> setting.getKey().startsWith("rookery."))
                        .forEach(setting ->
                                rows.append(
                                        "| %s | `%s` | `%s` |\n"
                                                .formatted(
                                                        module,
                                                        setting.getKey(),
                                                        setting.getValue())));
            }
        }
        return rows.toString();
    }

    private static Stream<Map.Entry<String, String>> settings(String name, JsonNode value) {
        return value.isObject()
                ? value.properties().stream()
                        .flatMap(member ->
                                settings(
                                        name.isEmpty()
                                                ? member.getKey()
                                                : name + '.' + member.getKey(),
                                        member.getValue()))
                : value.isArray() ? Stream.of() : Stream.of(Map.entry(name, value.asString()));
    }

    private static List<JsonNode> properties(Path metadata) {
        JsonNode all = JsonMapper.shared().readTree(Repository.read(metadata)).path("properties");
        return StreamSupport.stream(all.spliterator(), false)
                .sorted(Comparator.comparing(property -> property.path("name").asString()))
                .toList();
    }

    private static String row(JsonNode property) {
        String name = property.path("name").asString();
        String description = property.path("description").asString("");
        assertThat(description).as("%s says what it means", name).isNotBlank();
        return "| `%s` | %s | %s | %s |\n"
                .formatted(
                        name,
                        type(property.path("type").asString()),
                        defaultValue(property.path("defaultValue")),
                        description
                                .replaceAll("\\s+", " ")
                                .replaceAll("\\{@code ([^}]*)}", "`$1`")
                                .replace("|", "\\|"));
    }

    /** Returns the name of the type without its packages. */
    private static String type(String name) {
        return name.replaceAll("[a-z0-9]+\\.", "")
                .replaceAll("[A-Z]\\w*\\$", "")
                .replace("<", "\\<");
    }

    private static String defaultValue(JsonNode value) {
        if (value.isMissingNode()) {
            return "";
        }
        return "`" + (value.isString() ? value.asString() : value.toString()) + "`";
    }
}
