package io.rookery.launcher.zookeeper;

import org.apache.zookeeper.ZooKeeper;

/** A client of ZooKeeper that is closed in order, also by a thread that is interrupted. */
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
