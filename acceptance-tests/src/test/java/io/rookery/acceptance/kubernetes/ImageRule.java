package io.rookery.acceptance.kubernetes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Checks that each image is either built from this repository and has a version, or is an official
 * image.
 */
final class ImageRule implements Rule {

    private final Path root;

    ImageRule(Path root) {
        this.root = root;
    }

    @Override
    public List<String> problems(Manifests manifests) {
        var problems = new ArrayList<String>();
        for (Manifest workload : manifests.workloads().toList()) {
            for (JsonNode container : workload.containers()) {
                String image = container.path("image").asString("");
                String wrong = wrong(image);
                if (!wrong.isEmpty()) {
                    problems.add(
                            workload.problem(
                                    "spec.template.spec.containers[%s].image"
                                            .formatted(container.path("name").asString("")),
                                    wrong));
                }
            }
        }
        return problems;
    }

    private String wrong(String image) {
        String name = Engines.imageName(image);
        if (Engines.official(root).contains(image)) {
            return "";
        }
        boolean ours =
                name.equals("rookery/postgres")
                        || (name.startsWith("rookery/")
                                && ServiceConfiguration.exists(
                                        root, name.substring("rookery/".length())));
        if (!ours) {
            return "nobody builds %s.".formatted(image);
        }
        boolean versioned = !name.equals(image) && !image.endsWith(":latest");
        return versioned ? "" : "%s says no version.".formatted(image);
    }
}
