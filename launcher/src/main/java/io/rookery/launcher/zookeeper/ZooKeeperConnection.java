package io.rookery.launcher.zookeeper;

import org.apache.zookeeper.ZooKeeper;

/** A ZooKeeper client that is closed in order, even by an interrupted thread. */
public record ZooKeeperConnection(ZooKeeper client) implements AutoCloseable {

    @Override
    public void close() {
        try {
            client.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
