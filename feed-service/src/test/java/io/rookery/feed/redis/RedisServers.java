package io.rookery.feed.redis;

import java.util.List;

/**
 * A Redis Cluster for tests: three primaries with one replica each. The nodes are processes or run
 * in a container.
 */
public interface RedisServers extends AutoCloseable {

    /** Password of all nodes. */
    String PASSWORD = "rookery";

    /** Returns {@code host:port} of every node. */
    List<String> hosts();

    /** Kills the node at this port. Its replica takes over a moment later. */
    void kill(int port);

    /** Kills all nodes. They stay down until {@link #revive}. */
    void killAll();

    void revive();

    @Override
    void close();
}
