package io.rookery.acceptance.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Ports, HTTP paths and environment variables of the images of Postgres, Redis and ZooKeeper. */
final class Engines {

    /** Ports by the name of the image. */
    static final Map<String, Set<Integer>> PORTS =
            Map.of(
                    "rookery/postgres", Set.of(5432, 8008),
                    "redis", Set.of(6379, 16379),
                    "zookeeper", Set.of(2181, 2888, 3888));

    /** HTTP paths of Patroni that report the state of its node. */
    static final Set<String> PATRONI_PATHS =
            Set.of("/health", "/liveness", "/readiness", "/primary", "/replica", "/read-only");

    static final int PATRONI_PORT = 8008;

    private Engines() {}

    /**
     * Returns the environment variables of the Postgres image, from the comment at the start of its
     * start script.
     */
    static Set<String> postgresVariables(Path root) {
        return matches(root.resolve("postgres/start-patroni"), "^# +([A-Z]+(?:_[A-Z]+)+) ");
    }

    /** Returns the official images that the containers of docker compose are built from. */
    static Set<String> official(Path root) {
        return matches(root.resolve("docker/Dockerfile"), "^FROM ([a-z]+:[0-9.]+) AS ");
    }

    private static Set<String> matches(Path file, String pattern) {
        try {
            return Pattern.compile(pattern, Pattern.MULTILINE)
                    .matcher(Files.readString(file))
                    .results()
                    .map(match -> match.group(1))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    static String imageName(String image) {
        return image.replaceAll(":[^/]*$", "");
    }
}
