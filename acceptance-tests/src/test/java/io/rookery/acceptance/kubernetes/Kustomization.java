package io.rookery.acceptance.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Builds the objects that {@code kubectl apply -k} would send, without kubectl. Supports the part
 * of Kustomize that the files below {@code k8s/} use, and rejects everything else, so that nothing
 * is ignored silently.
 */
final class Kustomization {

    private static final Set<String> UNDERSTOOD =
            Set.of(
                    "apiVersion",
                    "kind",
                    "namespace",
                    "resources",
                    "components",
                    "labels",
                    "images",
                    "configMapGenerator",
                    "secretGenerator",
                    "patches");
    private static final Set<String> WITHOUT_NAMESPACE = Set.of("Namespace");
    private static final Set<String> ENTRY =
            Set.of("name", "behavior", "files", "literals", "options");
    private static final Set<String> OPTIONS = Set.of("disableNameSuffixHash", "labels");

    private final Path root;
    private final Path secrets;
    private final List<Manifest> all = new ArrayList<>();
    private final Map<String, Generated> generated = new HashMap<>();

    /** What an entry of a generator has generated. */
    private record Generated(ObjectNode entry, Manifest manifest) {}

    private Kustomization(Path root, Path secrets) {
        this.root = root;
        this.secrets = secrets;
    }

    /**
     * Builds the overlay in a directory.
     *
     * @param root directory to which the paths in problems are relative
     * @param secrets directory with the output of {@code ./rookery secrets}; replaces the directory
     *     of the component for secrets
     * @throws IllegalArgumentException if a file has content that is not supported
     */
    static Manifests build(Path directory, Path root, Path secrets) {
        var kustomization = new Kustomization(root, secrets);
        kustomization.accumulate(directory.normalize());
        References.rename(kustomization.all);
        return new Manifests(directory.getFileName().toString(), kustomization.all);
    }

    private void accumulate(Path directory) {
        Path file = directory.resolve("kustomization.yaml");
        JsonNode own = Yaml.documents(file).getFirst();
        for (String name : own.propertyNames()) {
            require(UNDERSTOOD.contains(name), file, "The field %s is not understood.", name);
        }
        int before = all.size();
        boolean component = own.path("kind").asString().equals("Component");
        for (JsonNode resource : own.path("resources")) {
            Path path = directory.resolve(resource.asString()).normalize();
            if (Files.isDirectory(path)) {
                accumulate(path);
            } else {
                read(path);
            }
        }
        for (JsonNode below : own.path("components")) {
            accumulate(directory.resolve(below.asString()).normalize());
        }
        generate("ConfigMap", own.path("configMapGenerator"), directory);
        generate("Secret", own.path("secretGenerator"), directory);
        // A component patches all objects of the kustomization that includes it. A kustomization
        // patches only its own objects.
        var scope = component ? all : all.subList(before, all.size());
        own.path("patches").forEach(patch -> patch(patch, scope, file));
        own.path("images").forEach(image -> scope.forEach(each -> setImage(each, image)));
        own.path("labels").forEach(labels -> scope.forEach(each -> label(each, labels)));
        if (own.has("namespace")) {
            scope.forEach(each -> setNamespace(each, own.path("namespace").asString()));
        }
    }

    private void read(Path path) {
        for (JsonNode document : Yaml.documents(path)) {
            var manifest = new Manifest(relative(path), (ObjectNode) document.deepCopy());
            boolean twice =
                    all.stream()
                            .anyMatch(other ->
                                    other.is(manifest.kind())
                                            && other.name().equals(manifest.name()));
            require(!twice, path, "%s is there twice.", manifest.kind() + " " + manifest.name());
            all.add(manifest);
        }
    }

    private void generate(String kind, JsonNode entries, Path directory) {
        Path file = directory.resolve("kustomization.yaml");
        for (JsonNode entry : entries) {
            for (String name : entry.propertyNames()) {
                require(ENTRY.contains(name), file, "The field %s is not understood.", name);
            }
            for (String name : entry.path("options").propertyNames()) {
                require(OPTIONS.contains(name), file, "The field %s is not understood.", name);
            }
            ObjectNode whole = (ObjectNode) entry.deepCopy();
            if (entry.has("behavior")) {
                require(
                        entry.path("behavior").asString().equals("merge"),
                        file,
                        "The behavior %s is not understood.",
                        entry.path("behavior").asString());
                whole = merged(kind, entry, file);
            }
            Manifest manifest =
                    Generator.generate(
                            kind, whole, relative(file), path -> locate(path, directory));
            generated.put(
                    kind + " " + entry.path("name").asString(), new Generated(whole, manifest));
            all.add(manifest);
        }
    }

    /** Adds the literals of an entry to those of an earlier entry, whose object it replaces. */
    private ObjectNode merged(String kind, JsonNode entry, Path file) {
        String name = kind + " " + entry.path("name").asString();
        Generated earlier = generated.get(name);
        if (earlier == null) {
            throw new IllegalArgumentException(
                    "%s: There is no %s to merge with.".formatted(relative(file), name));
        }
        all.remove(earlier.manifest);
        ObjectNode whole = earlier.entry.deepCopy();
        entry.path("literals").forEach(whole.withArray("literals")::add);
        return whole;
    }

    /**
     * Finds a file of a generator. It must be below the directory of its kustomization. Files with
     * secrets come from the generated secrets instead.
     */
    private Path locate(Path path, Path directory) {
        Path component = root.resolve("k8s/components/secrets");
        Path file = directory.resolve(path).normalize();
        require(file.startsWith(directory), file, "It is outside of %s.", relative(directory));
        return file.startsWith(component) ? secrets.resolve(component.relativize(file)) : file;
    }

    private void patch(JsonNode entry, List<Manifest> scope, Path file) {
        String text =
                entry.has("path")
                        ? Yaml.text(file.resolveSibling(entry.path("path").asString()))
                        : entry.path("patch").asString();
        for (JsonNode patch : Yaml.documents(text)) {
            JsonNode target = entry.has("target") ? entry.path("target") : identity(patch);
            var targets = scope.stream().filter(each -> matches(each, target)).toList();
            require(!targets.isEmpty(), file, "The patch of %s changes nothing.", target);
            for (Manifest manifest : targets) {
                if (patch.isArray()) {
                    JsonPatch.apply(manifest.json(), patch);
                } else {
                    StrategicMerge.apply(manifest.json(), patch);
                }
            }
        }
    }

    private static JsonNode identity(JsonNode patch) {
        ObjectNode target = JsonMapper.shared().createObjectNode();
        target.set("kind", patch.path("kind"));
        target.set("name", patch.at("/metadata/name"));
        return target;
    }

    private static boolean matches(Manifest manifest, JsonNode target) {
        return manifest.kind().matches(target.path("kind").asString(".*"))
                && manifest.name().matches(target.path("name").asString(".*"));
    }

    private static void setImage(Manifest manifest, JsonNode image) {
        for (JsonNode container : manifest.containers()) {
            String name = container.path("image").asString("").replaceAll(":[^/]*$", "");
            if (name.equals(image.path("name").asString())) {
                String renamed = image.path("newName").asString(name);
                ((ObjectNode) container)
                        .put("image", renamed + ":" + image.path("newTag").asString());
            }
        }
    }

    private static void label(Manifest manifest, JsonNode labels) {
        List<JsonNode> places = new ArrayList<>(List.of(manifest.at("/metadata")));
        if (labels.path("includeTemplates").asBoolean(false)) {
            places.add(manifest.at("/spec/template/metadata"));
            Manifest.elements(manifest.at("/spec/volumeClaimTemplates"))
                    .forEach(claim -> places.add(claim.path("metadata")));
        }
        places.stream()
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .forEach(metadata ->
                        metadata.withObject("/labels")
                                .setAll((ObjectNode) labels.path("pairs").deepCopy()));
    }

    private static void setNamespace(Manifest manifest, String namespace) {
        var metadata = (ObjectNode) manifest.at("/metadata");
        metadata.put(WITHOUT_NAMESPACE.contains(manifest.kind()) ? "name" : "namespace", namespace);
    }

    private String relative(Path path) {
        return root.relativize(path).toString();
    }

    private void require(boolean condition, Path file, String sentence, Object word) {
        if (!condition) {
            throw new IllegalArgumentException(relative(file) + ": " + sentence.formatted(word));
        }
    }

    /** Returns the directories of all overlays. */
    static List<Path> overlays(Path root) {
        try (var found = Files.list(root.resolve("k8s/overlays"))) {
            return found.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
