package io.rookery.acceptance.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Finds the files that pods mount from ConfigMaps and Secrets. */
final class Volumes {

    private Volumes() {}

    /** Returns the ConfigMap or Secret that a volume mounts. */
    static Optional<Manifest> source(JsonNode volume, Manifests manifests) {
        return volume.has("secret")
                ? manifests.find("Secret", volume.at("/secret/secretName").asString(""))
                : manifests.find("ConfigMap", volume.at("/configMap/name").asString(""));
    }

    static Optional<JsonNode> volume(Manifest workload, String name) {
        return Manifest.elements(workload.pod().path("volumes")).stream()
                .filter(volume -> volume.path("name").asString("").equals(name))
                .findFirst();
    }

    /** Returns the names of the files that containers mount directly below a directory. */
    static List<String> filesBelow(String directory, Manifest workload, Manifests manifests) {
        var files = new ArrayList<String>();
        for (JsonNode container : workload.containers()) {
            for (JsonNode mount : container.path("volumeMounts")) {
                if (mount.path("mountPath").asString("").equals(directory)) {
                    volume(workload, mount.path("name").asString(""))
                            .flatMap(volume -> source(volume, manifests))
                            .ifPresent(object -> files.addAll(object.at("/data").propertyNames()));
                }
            }
        }
        return files;
    }
}
