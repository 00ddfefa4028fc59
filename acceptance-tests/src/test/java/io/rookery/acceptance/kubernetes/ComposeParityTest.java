package io.rookery.acceptance.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks settings that must be equal in docker compose and in Kubernetes. */
class ComposeParityTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern PROPERTY =
            Pattern.compile("^ *([A-Za-z0-9.]+)=(\\S+)$", Pattern.MULTILINE);
    private static final Pattern VARIABLE =
            Pattern.compile("^ +(ZOO_[A-Z0-9_]+): \"([^\"]*)\"$", Pattern.MULTILINE);

    /** ZooKeeper properties by the variables from which the image sets them. */
    private static final Map<String, String> PROPERTIES_OF_VARIABLES =
            Map.of(
                    "ZOO_TICK_TIME", "tickTime",
                    "ZOO_INIT_LIMIT", "initLimit",
                    "ZOO_SYNC_LIMIT", "syncLimit",
                    "ZOO_AUTOPURGE_PURGEINTERVAL", "autopurge.purgeInterval",
                    "ZOO_AUTOPURGE_SNAPRETAINCOUNT", "autopurge.snapRetainCount",
                    "ZOO_MAX_CLIENT_CNXNS", "maxClientCnxns",
                    "ZOO_ADMINSERVER_ENABLED", "admin.enableServer",
                    "ZOO_4LW_COMMANDS_WHITELIST", "4lw.commands.whitelist");

    private static final List<String> OF_THE_PLACE =
            List.of("dataDir", "clientPort", "server.1", "server.2", "server.3");

    @Test
    void redisHasTheSameSettings() throws IOException {
        assertThat(redisSettings("docker/redis.conf").filter(line -> !line.startsWith("include ")))
                .containsExactlyElementsOf(redisSettings("k8s/base/redis/redis.conf").toList());
    }

    @Test
    void zooKeeperHasTheSameSettings() throws IOException {
        Map<String, String> kubernetes = found(PROPERTY, text("k8s/base/zookeeper/zoo.cfg"));
        kubernetes.keySet().removeAll(OF_THE_PLACE);
        String file = text("docker-compose.yml");
        Map<String, String> compose = found(PROPERTY, file);
        compose.keySet().removeAll(OF_THE_PLACE);
        found(VARIABLE, file)
                .forEach((variable, value) -> {
                    if (!variable.equals("ZOO_MY_ID")) {
                        compose.put(
                                PROPERTIES_OF_VARIABLES.getOrDefault(variable, variable), value);
                    }
                });
        assertThat(compose).isEqualTo(kubernetes);
    }

    private static Stream<String> redisSettings(String file) throws IOException {
        return text(file).lines().filter(line -> !line.isBlank() && !line.startsWith("#"));
    }

    private static Map<String, String> found(Pattern pattern, String text) {
        Map<String, String> found = new TreeMap<>();
        for (MatchResult match : pattern.matcher(text).results().toList()) {
            found.put(match.group(1), match.group(2));
        }
        return found;
    }

    private static String text(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }
}
