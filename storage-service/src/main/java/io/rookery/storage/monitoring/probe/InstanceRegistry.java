package io.rookery.storage.monitoring.probe;

import io.rookery.kit.discovery.Registration;
import io.rookery.kit.discovery.Registrations;
import io.rookery.kit.identity.Peer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;

/**
 * Reads which instances are registered right now. The list of members is not enough: it may still
 * have an instance that has left, and an instance that leaves before it stops has not failed.
 */
final class InstanceRegistry {

    private final CuratorFramework zooKeeper;
    private final Registrations registrations;

    InstanceRegistry(CuratorFramework zooKeeper, Registrations registrations) {
        this.zooKeeper = zooKeeper;
        this.registrations = registrations;
    }

    /** Reads the registrations by address; ignores those that are not genuine. */
    Map<String, Registration> read() throws Exception {
        Map<String, Registration> found = new HashMap<>();
        for (Peer peer : Peer.values()) {
            for (String address : children(Registrations.pathOf(peer.text()))) {
                read(peer.text(), address).ifPresent(one -> found.put(address, one));
            }
        }
        return found;
    }

    /** Empty if no instance of the service has registered yet. */
    private List<String> children(String path) throws Exception {
        try {
            return zooKeeper.getChildren().forPath(path);
        } catch (KeeperException.NoNodeException e) {
            return List.of();
        }
    }

    /** Empty if the instance has just left. */
    private Optional<Registration> read(String service, String address) throws Exception {
        try {
            Stat stat = new Stat();
            byte[] data =
                    zooKeeper
                            .getData()
                            .storingStatIn(stat)
                            .forPath(Registrations.pathOf(service) + '/' + address);
            return registrations.read(service, address, data, stat.getEphemeralOwner());
        } catch (KeeperException.NoNodeException e) {
            return Optional.empty();
        }
    }
}
