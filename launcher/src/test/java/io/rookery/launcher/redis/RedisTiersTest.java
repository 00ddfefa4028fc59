package io.rookery.launcher.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that a node of the Redis Cluster has the same behavior on all tiers. */
class RedisTiersTest {

    /** The settings that differ between tiers: port, directory and location of the secrets. */
    private static final Set<String> OF_THE_TIER = Set.of("port", "dir", "include");

    @ParameterizedTest
    @ValueSource(strings = {"../docker/redis.conf", "../k8s/base/redis/redis.conf"})
    void everyTierHasTheSameSettings(Path file) throws IOException {
        assertThat(settings(Files.readString(file))).isEqualTo(settings(RedisNode.SETTINGS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "appendonly no",
                "save \"\"",
                "rdb-del-sync-files yes",
                "maxmemory-policy allkeys-lru",
                "cluster-require-full-coverage no"
            })
    void aNodeKeepsNothingOnDiskAndMakesRoomByItself(String setting) {
        assertThat(RedisNode.SETTINGS.lines()).contains(setting);
        assertThat(settings(RedisNode.SETTINGS)).containsKey("maxmemory");
    }

    private static Map<String, String> settings(String configuration) {
        Map<String, String> settings = new TreeMap<>();
        configuration
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(line -> {
                    int end = line.indexOf(' ');
                    settings.put(line.substring(0, end), line.substring(end + 1));
                });
        settings.keySet().removeAll(OF_THE_TIER);
        return settings;
    }
}
