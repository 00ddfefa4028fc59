package io.rookery.acceptance.kubernetes;

import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One way to break the overlay "observed"; all of them are in {@code mutations.yaml}.
 *
 * @param object kind and name of what is changed
 * @param patch what is done to it, as RFC 6902 has it; nothing if it is left out altogether
 * @param expected how the problem begins that must then be told
 */
record Mutation(String object, JsonNode patch, String expected) {

    private static final Path FILE = Path.of("src/test/resources/kubernetes/mutations.yaml");

    static List<Mutation> all() {
        return Manifest.elements(Yaml.documents(FILE).getFirst()).stream()
                .map(entry ->
                        new Mutation(
                                entry.path("break").asString(),
                                entry.path("patch"),
                                entry.path("told").asString()))
                .toList();
    }

    /** The same objects with the one change. */
    Manifests applyTo(Manifests intact) {
        var broken = intact.copy();
        String[] kindAndName = object.split(" ", 2);
        var target =
                broken.find(kindAndName[0], kindAndName[1])
                        .or(() -> broken.generated(kindAndName[0], kindAndName[1]))
                        .orElseThrow();
        if (patch.isMissingNode()) {
            var rest = broken.all().stream().filter(each -> !each.equals(target)).toList();
            return new Manifests(broken.overlay(), rest);
        }
        JsonPatch.apply(target.json(), patch);
        return broken;
    }

    @Override
    public String toString() {
        return object + " " + patch;
    }
}
