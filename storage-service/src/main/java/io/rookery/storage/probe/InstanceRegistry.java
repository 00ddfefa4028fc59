package io.rookery.storage.probe;

import java.util.HashMap;
import java.util.Map;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;

/**
 * Reads which instances are registered right now, rather than who still counts as a member: an
 * instance that withdraws before it stops has not failed.
 */
final class InstanceRegistry {

    private final CuratorFramework zooKeeper;
    private final String root;

    InstanceRegistry(CuratorFramework zooKeeper, String root) {
        this.zooKeeper = zooKeeper;
        this.root = root;
    }

    /** The service of each registered address. */
    Map<String, String> read() throws Exception {
        Map<String, String> services = new HashMap<>();
        try {
            for (String service : zooKeeper.getChildren().forPath(root)) {
                for (String address : zooKeeper.getChildren().forPath(root + '/' + service)) {
                    services.put(address, service);
                }
            }
        } catch (KeeperException.NoNodeException e) {
            return services; // nobody has registered yet, or a service has just left
        }
        return services;
    }
}
