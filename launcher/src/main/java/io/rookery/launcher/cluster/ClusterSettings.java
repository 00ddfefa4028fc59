package io.rookery.launcher.cluster;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a cluster consists of, and where it is.
 *
 * @param home root of the repository whose built services are started
 * @param directory where data, secrets and logs are kept; created if it does not exist
 * @param address address that the gateway listens on; everything else is on the loopback interface
 * @param ports the ports of all parts
 * @param shards number of shards of a new platform, from 1 to 9; each has a primary and a standby
 * @param instances number of instances of each service
 * @param zooKeepers number of ZooKeeper servers: 1, or 3 to survive the loss of one
 * @param links whether services reach one another, Postgres and Redis through links that can inject
 *     network faults, see {@link Cluster#link}
 * @param properties further properties, by the name of a service (for all its instances) or of one
 *     instance
 */
public record ClusterSettings(
        Path home,
        Path directory,
        String address,
        Ports ports,
        int shards,
        Instances instances,
        int zooKeepers,
        boolean links,
        Map<String, Map<String, String>> properties) {

    public static final int DEFAULT_PORT = 3000;
    public static final String DEFAULT_ADDRESS = "127.0.0.1";

    private static final int DEFAULT_SHARDS = 2;

    public ClusterSettings {
        if (shards < 1 || shards > Ports.ROOM) {
            throw new ClusterException(
                    "There must be between 1 and %d shards, not %d.".formatted(Ports.ROOM, shards));
        }
        if (zooKeepers != 1 && zooKeepers != 3) {
            throw new ClusterException(
                    "There must be 1 or 3 ZooKeeper servers, not %d.".formatted(zooKeepers));
        }
        properties = Map.copyOf(properties);
    }

    /** The default platform, with its data in the directory and its gateway on port 3000. */
    public static ClusterSettings in(Path directory) {
        return new ClusterSettings(
                repository(),
                directory,
                DEFAULT_ADDRESS,
                new Ports(DEFAULT_PORT),
                DEFAULT_SHARDS,
                Instances.USUAL,
                1,
                false,
                Map.of());
    }

    public ClusterSettings withPort(int gateway) {
        return new ClusterSettings(
                home,
                directory,
                address,
                new Ports(gateway),
                shards,
                instances,
                zooKeepers,
                links,
                properties);
    }

    public ClusterSettings withAddress(String gateway) {
        return new ClusterSettings(
                home, directory, gateway, ports, shards, instances, zooKeepers, links, properties);
    }

    public ClusterSettings withShards(int number) {
        return new ClusterSettings(
                home, directory, address, ports, number, instances, zooKeepers, links, properties);
    }

    public ClusterSettings withInstances(Instances numbers) {
        return new ClusterSettings(
                home, directory, address, ports, shards, numbers, zooKeepers, links, properties);
    }

    public ClusterSettings withZooKeepers(int number) {
        return new ClusterSettings(
                home, directory, address, ports, shards, instances, number, links, properties);
    }

    public ClusterSettings withLinks(boolean on) {
        return new ClusterSettings(
                home, directory, address, ports, shards, instances, zooKeepers, on, properties);
    }

    public ClusterSettings withProperties(Map<String, Map<String, String>> byService) {
        return new ClusterSettings(
                home, directory, address, ports, shards, instances, zooKeepers, links, byService);
    }

    /** The port that is announced to clients of a port: the port itself, or that of its link. */
    int announced(int port) {
        return links ? ports.link(port) : port;
    }

    /** The address at which this machine reaches the platform. */
    URI publicAddress() {
        return publicAddress(0);
    }

    /** The address at which this machine reaches one of the gateways. */
    URI publicAddress(int instance) {
        boolean everywhere = address.equals("0.0.0.0") || address.equals("::");
        return URI.create(
                "http://%s:%d"
                        .formatted(
                                everywhere ? DEFAULT_ADDRESS : address, ports.gateway(instance)));
    }

    /**
     * The root of the repository: the value of the system property {@code rookery.home} if set,
     * else the closest directory at or above the working directory that contains {@code mvnw}.
     */
    public static Path repository() {
        var told = System.getProperty("rookery.home");
        if (told != null) {
            return Path.of(told);
        }
        var directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("mvnw"))) {
            directory = directory.getParent();
            if (directory == null) {
                throw new ClusterException(
                        "The repository was not found; run this command inside it, or set -Drookery.home=DIRECTORY.");
            }
        }
        return directory;
    }

    /**
     * The number of instances of each service, from 0 to 9.
     *
     * @param user of user-service
     * @param feed of feed-service
     * @param storage of storage-service
     * @param gateway of the gateway
     */
    public record Instances(int user, int feed, int storage, int gateway) {

        /**
         * The default: enough for the platform to survive the loss of any one process unnoticed,
         * except the gateway.
         */
        public static final Instances USUAL = new Instances(2, 2, 1, 1);

        public Instances {
            for (var number : new int[] {user, feed, storage, gateway}) {
                if (number < 0 || number > Ports.ROOM) {
                    throw new ClusterException(
                            "There must be between 0 and %d instances of a service, not %d."
                                    .formatted(Ports.ROOM, number));
                }
            }
        }
    }
}
