package io.rookery.acceptance.kubernetes;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Checks that ZooKeeper requires authentication of clients and servers, and that it reads the
 * accounts from a file of a Secret.
 */
final class ZooKeeperAuthenticationRule implements Rule {

    /** Settings that ZooKeeper must have in every deployment. */
    static final List<String> SETTINGS =
            List.of(
                    "authProvider.sasl=org.apache.zookeeper.server.auth.SASLAuthenticationProvider",
                    "sessionRequireClientSASLAuth=true",
                    "DigestAuthenticationProvider.enabled=false",
                    "superUser=admin",
                    "quorum.auth.enableSasl=true",
                    "quorum.auth.learnerRequireSasl=true",
                    "quorum.auth.serverRequireSasl=true");

    private static final String DIRECTORY = "/run/secrets/rookery";
    private static final String FILE = "logins.conf";

    @Override
    public List<String> problems(Manifests manifests) {
        var problems = new ArrayList<String>();
        for (Manifest workload : manifests.workloads().toList()) {
            for (JsonNode container : workload.containers()) {
                String image = container.path("image").asString("");
                if (Engines.imageName(image).equals("zookeeper")) {
                    check(workload, container, manifests, problems);
                }
            }
        }
        return problems;
    }

    private static void check(
            Manifest workload, JsonNode container, Manifests manifests, List<String> problems) {
        List<String> lines =
                Volumes.volume(workload, "configuration")
                        .flatMap(volume -> Volumes.source(volume, manifests))
                        .map(map -> map.at("/data/zoo.cfg").asString(""))
                        .orElse("")
                        .lines()
                        .toList();
        SETTINGS.stream()
                .filter(setting -> !lines.contains(setting))
                .map(setting ->
                        workload.problem(
                                "spec.template.spec.volumes[configuration]",
                                "zoo.cfg does not say %s.".formatted(setting)))
                .forEach(problems::add);
        String options = Environment.of(container, manifests).getOrDefault("JVMFLAGS", "");
        String option = "-Djava.security.auth.login.config=" + DIRECTORY + '/' + FILE;
        if (!List.of(options.split(" ", -1)).contains(option)) {
            problems.add(
                    workload.problem(
                            "spec.template.spec.containers.env",
                            "JVMFLAGS does not say %s.".formatted(option)));
        }
        if (!Volumes.filesBelow(DIRECTORY, workload, manifests).contains(FILE)) {
            problems.add(
                    workload.problem(
                            "spec.template.spec.volumes", "there is no %s.".formatted(FILE)));
        }
    }
}
