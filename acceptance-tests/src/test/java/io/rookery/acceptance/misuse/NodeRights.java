package io.rookery.acceptance.misuse;

import static org.apache.zookeeper.ZooDefs.Ids.OPEN_ACL_UNSAFE;

import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.BadArgumentsException;
import org.apache.zookeeper.KeeperException.BadVersionException;
import org.apache.zookeeper.KeeperException.NoAuthException;
import org.apache.zookeeper.KeeperException.NoChildrenForEphemeralsException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooKeeper;

/**
 * Finds the rights of a client on a ZooKeeper node by trying operations. They use a version that no
 * node has: ZooKeeper checks the rights before the version, so a bad version means that the
 * operation is allowed, and nothing changes.
 */
record NodeRights(ZooKeeper client) {

    private static final int NO_VERSION = 99_999;

    /**
     * Returns the letters of the rights that the client has: c (create a child), r (read), w
     * (write), d (delete), a (change the access list); "-" if it has none.
     */
    String of(String path) throws KeeperException, InterruptedException {
        StringBuilder rights = new StringBuilder();
        String child = path.equals("/") ? "/new" : path + "/new";
        addIf(
                rights,
                'c',
                () ->
                        client.multi(
                                List.of(
                                        Op.create(
                                                child,
                                                new byte[0],
                                                OPEN_ACL_UNSAFE,
                                                CreateMode.PERSISTENT),
                                        Op.check(path, NO_VERSION))));
        addIf(
                rights,
                'r',
                () -> {
                    client.getData(path, false, null);
                    client.getChildren(path, false);
                });
        addIf(rights, 'w', () -> client.setData(path, new byte[0], NO_VERSION));
        if (!path.equals("/")) {
            addIf(rights, 'd', () -> client.delete(path, NO_VERSION));
        }
        addIf(rights, 'a', () -> client.setACL(path, OPEN_ACL_UNSAFE, NO_VERSION));
        return rights.isEmpty() ? "-" : rights.toString();
    }

    private static void addIf(StringBuilder rights, char letter, Attempt attempt)
            throws KeeperException, InterruptedException {
        try {
            attempt.make();
            rights.append(letter);
        } catch (BadVersionException e) {
            rights.append(letter);
        } catch (NoAuthException
                | NoChildrenForEphemeralsException
                | BadArgumentsException notAllowed) {
            // The client has no such right.
        }
    }

    @FunctionalInterface
    private interface Attempt {
        void make() throws KeeperException, InterruptedException;
    }
}
