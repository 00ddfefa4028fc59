package io.rookery.acceptance.kubernetes;

import java.util.Map;
import java.util.Set;

/** What the engines' images serve and read. */
final class Engines {

    /** Ports by the name of the image. */
    static final Map<String, Set<Integer>> PORTS =
            Map.of(
                    "rookery/postgres", Set.of(5432, 8008),
                    "redis", Set.of(6379, 16379),
                    "zookeeper", Set.of(2181, 2888, 3888));

    /** Patroni's paths that say something about its node. */
    static final Set<String> PATRONI_PATHS =
            Set.of("/health", "/liveness", "/readiness", "/primary", "/replica", "/read-only");

    static final int PATRONI_PORT = 8008;

    /** What the image of Postgres reads of its environment. */
    static final Set<String> POSTGRES_VARIABLES =
            Set.of(
                    "PATRONI_SCOPE",
                    "PATRONI_NAME",
                    "PATRONI_ZOOKEEPER_HOSTS",
                    "ROOKERY_NODE_ADDRESS");

    /** Official images as they are named everywhere in this repository. */
    static final Set<String> OFFICIAL = Set.of("redis:7.4", "zookeeper:3.9");

    private Engines() {}

    static String imageName(String image) {
        return image.replaceAll(":[^/]*$", "");
    }
}
