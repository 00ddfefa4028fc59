package io.rookery.storage.probe;

import io.rookery.kit.identity.Peer;
import java.util.HashMap;
import java.util.Map;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;

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

    /**
     * Who is registered.
     *
     * @param session of the instance's client, which lasts as long as the registration
     */
    record Registration(String service, long session) {}

    /** The registration of each address. */
    Map<String, Registration> read() throws Exception {
        Map<String, Registration> registrations = new HashMap<>();
        try {
            for (String service : zooKeeper.getChildren().forPath(root)) {
                if (Peer.named(service).isEmpty()) {
                    continue;
                }
                for (String address : zooKeeper.getChildren().forPath(root + '/' + service)) {
                    Stat stat = zooKeeper.checkExists().forPath(path(service, address));
                    if (stat != null) {
                        registrations.put(
                                address, new Registration(service, stat.getEphemeralOwner()));
                    }
                }
            }
        } catch (KeeperException.NoNodeException e) {
            return registrations; // nobody has registered yet, or a service has just left
        }
        return registrations;
    }

    private String path(String service, String address) {
        return root + '/' + service + '/' + address;
    }
}
