package io.rookery.feed.redis;

import java.util.List;

/** The nodes of a Redis Cluster of three primaries with a replica each, whoever runs them. */
public interface RedisServers extends AutoCloseable {

    /** The password of all of them. */
    String PASSWORD = "rookery";

    /** {@code host:port} of every node. */
    List<String> hosts();

    /** Kills the node at this port; another one has its slots a moment later. */
    void kill(int port);

    /** Kills all nodes, and keeps them dead until {@link #revive}. */
    void killAll();

    void revive();

    @Override
    void close();
}
