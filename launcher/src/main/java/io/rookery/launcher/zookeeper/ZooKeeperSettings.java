package io.rookery.launcher.zookeeper;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The settings of a ZooKeeper ensemble.
 *
 * @param directory holds everything: data, configuration and logs
 * @param basePort the first of its ports on 127.0.0.1: one per server for clients, and if there are
 *     several servers, two more for each
 * @param servers number of servers: 1, 3 or 5
 * @param logins a file in the form of the JVM's login configuration with the names and passwords of
 *     the permitted clients and servers, see {@link
 *     io.rookery.launcher.secret.Secrets#zooKeeperLogins()}; without one, no login is required
 */
public record ZooKeeperSettings(Path directory, int basePort, int servers, Optional<Path> logins) {
    public ZooKeeperSettings {
        if (servers != 1 && servers != 3 && servers != 5) {
            throw new IllegalArgumentException("An ensemble has 1, 3 or 5 servers, not " + servers);
        }
        directory = directory.toAbsolutePath().normalize();
    }

    /** A single server. */
    public static ZooKeeperSettings of(Path directory, int basePort) {
        return new ZooKeeperSettings(directory, basePort, 1, Optional.empty());
    }

    /** The same with another number of servers. */
    public ZooKeeperSettings withServers(int newServers) {
        return new ZooKeeperSettings(directory, basePort, newServers, logins);
    }

    /** The same, but only for the users that the file names. */
    public ZooKeeperSettings withLogins(Path file) {
        return new ZooKeeperSettings(
                directory, basePort, servers, Optional.of(file.toAbsolutePath()));
    }
}
