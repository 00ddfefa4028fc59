package io.rookery.launcher.zookeeper;

import java.nio.file.Path;

/**
 * A ZooKeeper ensemble.
 *
 * @param directory where it keeps everything: data, configuration and logs
 * @param basePort the first of its ports on 127.0.0.1: one per server for clients, and if there are
 *     several servers two more for each
 * @param servers how many servers: 1, 3 or 5
 */
public record ZooKeeperSettings(Path directory, int basePort, int servers) {
    public ZooKeeperSettings {
        if (servers != 1 && servers != 3 && servers != 5) {
            throw new IllegalArgumentException("An ensemble of " + servers + " is not useful");
        }
        directory = directory.toAbsolutePath().normalize();
    }

    /** A single server. */
    public static ZooKeeperSettings of(Path directory, int basePort) {
        return new ZooKeeperSettings(directory, basePort, 1);
    }

    /** The same with so many servers. */
    public ZooKeeperSettings withServers(int newServers) {
        return new ZooKeeperSettings(directory, basePort, newServers);
    }
}
