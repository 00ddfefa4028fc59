package io.rookery.launcher.redis;

import io.rookery.launcher.process.BinaryCache;
import java.nio.file.Path;

/**
 * A Redis Cluster of three primaries and three replicas.
 *
 * @param directory where it keeps everything: data, configuration and logs
 * @param basePort the first of twelve ports on 127.0.0.1: six for clients, then six for the bus
 * @param password what clients and replicas authenticate with
 * @param cache where the unpacked binary is kept and shared by all
 */
public record RedisClusterSettings(Path directory, int basePort, String password, Path cache) {
    public RedisClusterSettings {
        if (basePort < 1024 || basePort > 65524) {
            throw new IllegalArgumentException("The port " + basePort + " is not usable");
        }
        directory = directory.toAbsolutePath().normalize();
    }

    /** A cluster with the password {@code rookery} and the shared cache. */
    public static RedisClusterSettings of(Path directory, int basePort) {
        return new RedisClusterSettings(
                directory, basePort, "rookery", BinaryCache.defaultDirectory());
    }

    /** The same with another password. */
    public RedisClusterSettings withPassword(String newPassword) {
        return new RedisClusterSettings(directory, basePort, newPassword, cache);
    }

    /** The same with another directory for the unpacked binary. */
    public RedisClusterSettings withCache(Path newCache) {
        return new RedisClusterSettings(directory, basePort, password, newCache);
    }

    @Override
    public String toString() {
        return "RedisClusterSettings[directory=%s, basePort=%d]".formatted(directory, basePort);
    }
}
