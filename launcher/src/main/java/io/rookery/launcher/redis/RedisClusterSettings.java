package io.rookery.launcher.redis;

import io.rookery.launcher.process.BinaryCache;
import java.nio.file.Path;

/**
 * The settings of a Redis Cluster of three primaries and three replicas.
 *
 * @param directory holds everything: data, configuration and logs
 * @param basePort the first of twelve ports on 127.0.0.1: six for clients, then six for the cluster
 *     bus
 * @param announcedPort the first of the six ports that are announced to clients and replicas; links
 *     to the nodes' own ports listen there, unless it is {@code basePort}
 * @param password the password of clients and replicas
 * @param cache directory of the unpacked binary, shared by all clusters
 */
public record RedisClusterSettings(
        Path directory, int basePort, int announcedPort, String password, Path cache) {
    public RedisClusterSettings {
        if (basePort < 1024 || basePort > 65524) {
            throw new IllegalArgumentException("The port " + basePort + " is not usable");
        }
        directory = directory.toAbsolutePath().normalize();
    }

    /** A cluster with the password {@code rookery} and the shared cache. */
    public static RedisClusterSettings of(Path directory, int basePort) {
        return new RedisClusterSettings(
                directory, basePort, basePort, "rookery", BinaryCache.defaultDirectory());
    }

    /** The same behind links, which listen on six ports starting with this one. */
    public RedisClusterSettings withAnnouncedPort(int newPort) {
        return new RedisClusterSettings(directory, basePort, newPort, password, cache);
    }

    /** The same with another password. */
    public RedisClusterSettings withPassword(String newPassword) {
        return new RedisClusterSettings(directory, basePort, announcedPort, newPassword, cache);
    }

    /** The same with another directory for the unpacked binary. */
    public RedisClusterSettings withCache(Path newCache) {
        return new RedisClusterSettings(directory, basePort, announcedPort, password, newCache);
    }

    @Override
    public String toString() {
        return "RedisClusterSettings[directory=%s, basePort=%d]".formatted(directory, basePort);
    }
}
