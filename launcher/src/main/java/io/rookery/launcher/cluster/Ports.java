package io.rookery.launcher.cluster;

/**
 * The ports of a cluster. The gateway's port is the public one. All others are at fixed offsets
 * above it, of less than 300.
 *
 * @param gateway port of the first gateway, from 1024 to 65000
 */
public record Ports(int gateway) {

    static final int LOWEST = 1024;
    static final int HIGHEST = 65_000;

    /** The number of instances of one kind that fit between two of the offsets below. */
    static final int ROOM = 9;

    /** Links have two ranges of offsets: 50 to 79 for services, 150 to 189 for engines. */
    private static final int LINK_BELOW_TARGET = 60;

    private static final int GATEWAY_MANAGEMENT = 101;
    private static final int USER_SERVICE = 110;
    private static final int FEED_SERVICE = 120;
    private static final int STORAGE_SERVICE = 130;
    private static final int POSTGRES = 210;
    private static final int REDIS = 230;
    private static final int ZOOKEEPER = 270;
    private static final int CONTROL = 280;
    private static final int SWITCHOVER = 281;

    public Ports {
        if (gateway < LOWEST || gateway > HIGHEST) {
            throw new ClusterException(
                    "The port must be between %d and %d, not %d."
                            .formatted(LOWEST, HIGHEST, gateway));
        }
    }

    int gateway(int instance) {
        return gateway + instance;
    }

    int gatewayManagement(int instance) {
        return gateway + GATEWAY_MANAGEMENT + instance;
    }

    int userService(int instance) {
        return gateway + USER_SERVICE + instance;
    }

    int feedService(int instance) {
        return gateway + FEED_SERVICE + instance;
    }

    int storageService(int instance) {
        return gateway + STORAGE_SERVICE + instance;
    }

    /** The first of the two consecutive ports of a shard. */
    int postgres(int shard) {
        return gateway + POSTGRES + 2 * shard;
    }

    /**
     * The first of twelve ports: six for clients, then six for the cluster bus between the nodes.
     */
    int redis() {
        return gateway + REDIS;
    }

    /** The first of nine ports: three for clients, then two of each server for its peers. */
    int zookeeper() {
        return gateway + ZOOKEEPER;
    }

    /** The port of the link to a service other than the gateway, or to an engine. */
    int link(int target) {
        return target - LINK_BELOW_TARGET;
    }

    int control() {
        return gateway + CONTROL;
    }

    /** The port where the launcher takes requests to make another node of a shard primary. */
    int switchover() {
        return gateway + SWITCHOVER;
    }
}
