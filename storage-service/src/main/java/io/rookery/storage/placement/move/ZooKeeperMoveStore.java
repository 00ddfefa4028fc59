package io.rookery.storage.placement.move;

import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.ZooKeeperShardMapStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.transaction.CuratorOp;
import org.apache.zookeeper.KeeperException.BadVersionException;
import org.apache.zookeeper.KeeperException.NoNodeException;
import org.apache.zookeeper.KeeperException.NodeExistsException;
import org.apache.zookeeper.data.Stat;

/**
 * Stores each move in a ZooKeeper node. A refused change counts as made if the node holds it: the
 * response to the first request may have been lost with the connection.
 */
final class ZooKeeperMoveStore implements MoveStore {

    private static final String PARENT = "/rookery/moves";

    private final CuratorFramework zooKeeper;

    /**
     * @param zooKeeper started and closed by the caller; its retries bound how long a call waits
     */
    ZooKeeperMoveStore(CuratorFramework zooKeeper) {
        this.zooKeeper = zooKeeper;
    }

    @Override
    public List<VersionedMove> moves() {
        return attempt(
                "read",
                () -> {
                    List<VersionedMove> found = new ArrayList<>();
                    for (String id : children()) {
                        stored(id).ifPresent(found::add);
                    }
                    return List.copyOf(found);
                });
    }

    private List<String> children() throws Exception {
        try {
            return zooKeeper.getChildren().forPath(PARENT).stream().sorted().toList();
        } catch (NoNodeException e) {
            return List.of();
        }
    }

    @Override
    public boolean create(Move planned) {
        return attempt(
                "create",
                () -> {
                    try {
                        zooKeeper
                                .create()
                                .creatingParentsIfNeeded()
                                .forPath(path(planned.id()), bytes(planned));
                        return true;
                    } catch (NodeExistsException e) {
                        return holds(planned);
                    }
                });
    }

    @Override
    public boolean compareAndSet(Move next, int version) {
        return attempt(
                "change",
                () -> {
                    try {
                        zooKeeper
                                .setData()
                                .withVersion(version)
                                .forPath(path(next.id()), bytes(next));
                        return true;
                    } catch (BadVersionException e) {
                        return holds(next);
                    } catch (NoNodeException e) {
                        return false;
                    }
                });
    }

    @Override
    public boolean publish(Move next, int version, ShardMap map, int mapVersion) {
        return attempt(
                "publish",
                () -> {
                    CuratorOp move =
                            zooKeeper
                                    .transactionOp()
                                    .setData()
                                    .withVersion(version)
                                    .forPath(path(next.id()), bytes(next));
                    CuratorOp owners =
                            zooKeeper
                                    .transactionOp()
                                    .setData()
                                    .withVersion(mapVersion)
                                    .forPath(
                                            ZooKeeperShardMapStore.PATH,
                                            map.toJson().getBytes(StandardCharsets.UTF_8));
                    try {
                        zooKeeper.transaction().forOperations(move, owners);
                        return true;
                    } catch (BadVersionException e) {
                        return holds(next);
                    } catch (NoNodeException e) {
                        return false;
                    }
                });
    }

    @Override
    public boolean remove(Move finished, int version) {
        return attempt(
                "remove",
                () -> {
                    try {
                        zooKeeper.delete().withVersion(version).forPath(path(finished.id()));
                        return true;
                    } catch (BadVersionException e) {
                        return false;
                    } catch (NoNodeException e) {
                        return true;
                    }
                });
    }

    @Override
    public VersionedControl control() {
        return attempt("read", this::storedControl);
    }

    @Override
    public boolean compareAndSet(MoveControl next, int version) {
        return attempt(
                "change",
                () -> {
                    byte[] data = MoveJson.write(next).getBytes(StandardCharsets.UTF_8);
                    try {
                        if (version < 0) {
                            zooKeeper.create().creatingParentsIfNeeded().forPath(PARENT, data);
                        } else {
                            zooKeeper.setData().withVersion(version).forPath(PARENT, data);
                        }
                        return true;
                    } catch (BadVersionException | NodeExistsException e) {
                        return storedControl().control().equals(next);
                    } catch (NoNodeException e) {
                        return false;
                    }
                });
    }

    private VersionedControl storedControl() throws Exception {
        try {
            Stat stat = new Stat();
            byte[] data = zooKeeper.getData().storingStatIn(stat).forPath(PARENT);
            MoveControl control =
                    data.length == 0
                            ? MoveControl.INITIAL // Created for the moves below it.
                            : MoveJson.readControl(new String(data, StandardCharsets.UTF_8));
            return new VersionedControl(control, stat.getVersion());
        } catch (NoNodeException e) {
            return new VersionedControl(MoveControl.INITIAL, -1);
        }
    }

    private boolean holds(Move written) throws Exception {
        return stored(written.id()).map(VersionedMove::move).filter(written::equals).isPresent();
    }

    private Optional<VersionedMove> stored(String id) throws Exception {
        try {
            Stat stat = new Stat();
            byte[] data = zooKeeper.getData().storingStatIn(stat).forPath(path(id));
            Move move = MoveJson.read(new String(data, StandardCharsets.UTF_8));
            return Optional.of(new VersionedMove(move, stat.getVersion()));
        } catch (NoNodeException e) {
            return Optional.empty();
        }
    }

    private static String path(String id) {
        return PARENT + "/" + id;
    }

    private static byte[] bytes(Move move) {
        return MoveJson.write(move).getBytes(StandardCharsets.UTF_8);
    }

    private interface Call<T> {
        T run() throws Exception;
    }

    private static <T> T attempt(String verb, Call<T> call) {
        try {
            return call.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MoveStoreException("Interrupted while asking ZooKeeper", e);
        } catch (Exception e) {
            throw new MoveStoreException(
                    "Could not %s moves in ZooKeeper: %s".formatted(verb, e.getMessage()), e);
        }
    }
}
