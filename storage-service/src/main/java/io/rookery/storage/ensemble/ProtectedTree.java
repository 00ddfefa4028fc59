package io.rookery.storage.ensemble;

import io.rookery.kit.zookeeper.NodeAccess;
import io.rookery.worker.WakeUp;
import io.rookery.worker.WorkerThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.ConnectionStateListener;
import org.apache.curator.utils.ZKPaths;
import org.apache.zookeeper.KeeperException.NoAuthException;
import org.apache.zookeeper.KeeperException.NoNodeException;
import org.apache.zookeeper.KeeperException.NodeExistsException;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the nodes below which services register and announce, and sets the ACL of every node that
 * is not as {@link NodeAccess} defines it: in a ZooKeeper that is new, that has lost its data, or
 * that was used before logins were required. It goes from the root downwards, and protects each
 * node before it reads the children, so that no other client can add one in between. It repeats
 * this after each reconnection, and every minute.
 */
final class ProtectedTree implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ProtectedTree.class);
    private static final String OURS = "storage-service";
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration WITHOUT_A_REASON = Duration.ofMinutes(1);

    /** ZooKeeper's own nodes, which every client may read and no client may change. */
    private static final Set<String> ZOOKEEPERS_OWN = Set.of("/zookeeper/config");

    private final CuratorFramework zooKeeper;
    private final NodeAccess access = new NodeAccess();
    private final Set<String> structure = Set.copyOf(NodeAccess.structure());
    private final WakeUp reconnected = new WakeUp();
    private final ConnectionStateListener onConnection = (_, _) -> reconnected.signal();
    private final Thread keeper = WorkerThread.of("protected-tree", PATIENCE, this::keep);
    private Set<String> complaints = Set.of();

    private ProtectedTree(CuratorFramework zooKeeper) {
        this.zooKeeper = zooKeeper;
    }

    /**
     * Begins immediately, or as soon as ZooKeeper is available, without blocking the caller.
     *
     * @param zooKeeper started and closed by the caller
     */
    static ProtectedTree keep(CuratorFramework zooKeeper) {
        ProtectedTree tree = new ProtectedTree(zooKeeper);
        zooKeeper.getConnectionStateListenable().addListener(tree.onConnection);
        tree.keeper.start();
        return tree;
    }

    @Override
    public void close() {
        zooKeeper.getConnectionStateListenable().removeListener(onConnection);
        WorkerThread.end(keeper);
    }

    private void keep() throws InterruptedException {
        while (true) {
            Duration pause = look() ? WITHOUT_A_REASON : PATIENCE;
            reconnected.await(pause);
        }
    }

    /**
     * Visits all nodes.
     *
     * @return whether it has reached the whole tree
     */
    private boolean look() throws InterruptedException {
        Set<String> foreign = new HashSet<>();
        try {
            visit("/", foreign);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            log.debug("The nodes in ZooKeeper could not be checked.", e);
            return false;
        }
        if (!foreign.equals(complaints)) {
            complaints = foreign;
            if (!foreign.isEmpty()) {
                log.warn(
                        "These nodes in ZooKeeper have a wrong ACL, and this service has no permission to change it: {}.",
                        foreign);
            }
        }
        return true;
    }

    private void visit(String path, Set<String> foreign) throws Exception {
        if (ZOOKEEPERS_OWN.contains(path)) {
            return;
        }
        List<ACL> wanted = access.getAclForPath(path);
        try {
            ensure(path);
            boolean isOpen = !isAs(wanted, path, foreign);
            if (isOpen) {
                close(path, isOurs(wanted) ? wanted : withUs(wanted));
            }
            for (String child : childrenOf(path)) {
                visit(ZKPaths.makePath(path, child), foreign);
            }
            if (isOpen && !isOurs(wanted)) {
                close(path, wanted);
            }
        } catch (NoAuthException e) {
            foreign.add(path);
        } catch (NoNodeException e) {
            log.debug("{} was deleted in the meantime.", path);
        }
    }

    private void ensure(String path) throws Exception {
        if (structure.contains(path) && zooKeeper.checkExists().forPath(path) == null) {
            try {
                zooKeeper.create().forPath(path, new byte[0]);
            } catch (NodeExistsException e) {
                log.debug("{} was created in the meantime.", path);
            }
        }
    }

    /** Whether the ACL needs no change, or cannot be changed. */
    private boolean isAs(List<ACL> wanted, String path, Set<String> foreign) throws Exception {
        try {
            Set<ACL> found = Set.copyOf(zooKeeper.getACL().forPath(path));
            if (found.equals(Set.copyOf(wanted)) || mayChange(found)) {
                return found.equals(Set.copyOf(wanted));
            }
        } catch (NoAuthException e) {
            if (!isOurs(wanted)) {
                return true; // protected from this service, too
            }
        }
        foreign.add(path);
        return true;
    }

    private void close(String path, List<ACL> to) throws Exception {
        zooKeeper.setACL().withACL(to).forPath(path);
        log.info("Restricted access to {} in ZooKeeper to {}.", path, namesIn(to));
    }

    /**
     * Returns the children that exist and those that should; of a node that it may not read, only
     * the latter.
     */
    private Set<String> childrenOf(String path) throws Exception {
        Set<String> children = new HashSet<>();
        structure.stream()
                .filter(other -> !other.equals("/"))
                .map(ZKPaths::getPathAndNode)
                .filter(other -> other.getPath().equals(path))
                .forEach(other -> children.add(other.getNode()));
        try {
            children.addAll(zooKeeper.getChildren().forPath(path));
        } catch (NoAuthException e) {
            log.debug("No permission to list the children of {}.", path);
        }
        return children;
    }

    private static boolean isOurs(List<ACL> wanted) {
        return wanted.stream().anyMatch(acl -> isUs(acl.getId()));
    }

    /** Adds access for this service, for as long as there may be something open below the node. */
    private static List<ACL> withUs(List<ACL> wanted) {
        List<ACL> all = new ArrayList<>(wanted);
        all.add(new ACL(Perms.READ | Perms.ADMIN, new Id("sasl", OURS)));
        return all;
    }

    private static boolean mayChange(Set<ACL> found) {
        return found.stream()
                .filter(acl -> (acl.getPerms() & Perms.ADMIN) != 0)
                .anyMatch(acl -> isUs(acl.getId()) || acl.getId().getScheme().equals("world"));
    }

    private static boolean isUs(Id id) {
        return id.getId().equals(OURS);
    }

    private static List<String> namesIn(List<ACL> acls) {
        return acls.stream().map(acl -> acl.getId().getId()).toList();
    }
}
