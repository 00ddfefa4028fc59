package io.rookery.acceptance.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Finds the places in a pod that refer to a ConfigMap or a Secret. */
final class References {

    /**
     * A reference to a ConfigMap or a Secret.
     *
     * @param kind ConfigMap or Secret
     * @param holder the object that contains the name
     * @param field the field of it that is the name
     * @param key the only key that is used; empty if all are used
     * @param where location in the manifest, for messages
     */
    record Reference(String kind, ObjectNode holder, String field, String key, String where) {

        String name() {
            return holder.path(field).asString("");
        }
    }

    private References() {}

    static List<Reference> of(Manifest workload) {
        var found = new ArrayList<Reference>();
        for (JsonNode volume : workload.pod().path("volumes")) {
            String where = "spec.template.spec.volumes[" + volume.path("name").asString() + "]";
            add(found, "ConfigMap", volume.path("configMap"), "name", "", where);
            add(found, "Secret", volume.path("secret"), "secretName", "", where);
        }
        for (JsonNode container : workload.containers()) {
            String name = container.path("name").asString();
            String where = "spec.template.spec.containers[" + name + "].";
            for (JsonNode source : container.path("envFrom")) {
                add(found, "ConfigMap", source.path("configMapRef"), "name", "", where + "envFrom");
                add(found, "Secret", source.path("secretRef"), "name", "", where + "envFrom");
            }
            for (JsonNode variable : container.path("env")) {
                String place = where + "env[" + variable.path("name").asString() + "]";
                for (String kind : List.of("ConfigMap", "Secret")) {
                    String field = kind.equals("Secret") ? "secretKeyRef" : "configMapKeyRef";
                    JsonNode source = variable.path("valueFrom").path(field);
                    add(found, kind, source, "name", source.path("key").asString(""), place);
                }
            }
        }
        return found;
    }

    /** Changes each reference to a generated object into the name with the hash. */
    static void rename(List<Manifest> all) {
        var manifests = new Manifests("", all);
        all.stream()
                .filter(Manifest::isWorkload)
                .flatMap(workload -> of(workload).stream())
                .forEach(reference ->
                        manifests
                                .generated(reference.kind(), reference.name())
                                .ifPresent(object ->
                                        reference.holder().put(reference.field(), object.name())));
    }

    private static void add(
            List<Reference> found,
            String kind,
            JsonNode holder,
            String field,
            String key,
            String where) {
        Stream.of(holder)
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .forEach(object -> found.add(new Reference(kind, object, field, key, where)));
    }
}
