package io.rookery.acceptance.kubernetes;

import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A change that breaks the overlay "observed"; {@code mutations.yaml} has all of them. Each proves
 * that a rule detects it.
 *
 * @param object kind and name of the changed object
 * @param patch the change as a JSON patch (RFC 6902); nothing if the object is removed
 * @param expected start of the problem that must be reported
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

    /** Returns a copy of the objects with this change. */
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
