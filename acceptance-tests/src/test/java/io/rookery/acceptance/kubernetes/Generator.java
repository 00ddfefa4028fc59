package io.rookery.acceptance.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Generates ConfigMaps and Secrets from files and literals, as Kustomize does. Unless an option
 * disables it, the name ends with a hash of the content. A change then creates another object and
 * causes a rolling update of the workloads that use it.
 */
final class Generator {

    private static final JsonMapper JSON = JsonMapper.shared();

    private Generator() {}

    /**
     * Generates the object of one entry.
     *
     * @param files maps a path of the entry to the file that is read
     */
    static Manifest generate(
            String kind, JsonNode entry, String source, UnaryOperator<Path> files) {
        var data = new TreeMap<String, String>();
        for (JsonNode literal : entry.path("literals")) {
            String[] pair = literal.asString().split("=", 2);
            data.put(pair[0], encoded(kind, pair[1]));
        }
        for (JsonNode file : entry.path("files")) {
            var path = Path.of(file.asString());
            data.put(path.getFileName().toString(), encoded(kind, Yaml.text(files.apply(path))));
        }
        String name = entry.path("name").asString();
        JsonNode options = entry.path("options");
        boolean isNamedByHash = !options.path("disableNameSuffixHash").asBoolean(false);
        ObjectNode json = JSON.createObjectNode();
        json.put("apiVersion", "v1").put("kind", kind);
        ObjectNode metadata = json.putObject("metadata");
        metadata.put("name", isNamedByHash ? name + "-" + hash(kind, name, data) : name);
        if (options.has("labels")) {
            metadata.set("labels", options.path("labels").deepCopy());
        }
        json.set("data", JSON.valueToTree(data));
        if (kind.equals("Secret")) {
            json.put("type", "Opaque");
        }
        return new Manifest(source, json);
    }

    private static String encoded(String kind, String text) {
        return kind.equals("Secret")
                ? Base64.getEncoder().encodeToString(text.getBytes(UTF_8))
                : text;
    }

    private static String hash(String kind, String name, Map<String, String> data) {
        var content = new TreeMap<String, Object>();
        content.put("kind", kind);
        content.put("name", name);
        content.put("data", data);
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(JSON.writeValueAsBytes(content));
            // Replaces some digits and letters, as Kustomize does, so that a hash is never a word.
            return HexFormat.of()
                    .formatHex(digest)
                    .substring(0, 10)
                    .replace('0', 'g')
                    .replace('1', 'h')
                    .replace('3', 'k')
                    .replace('a', 'm')
                    .replace('e', 't');
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JDK has no SHA-256.", e);
        }
    }
}
