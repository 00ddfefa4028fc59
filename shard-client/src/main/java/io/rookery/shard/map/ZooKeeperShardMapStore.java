package io.rookery.shard.map;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException.BadVersionException;
import org.apache.zookeeper.KeeperException.NoNodeException;
import org.apache.zookeeper.KeeperException.NodeExistsException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.data.Stat;

/**
 * Stores the shard map in one ZooKeeper node. Changes are a compare-and-set on the node's version.
 */
public final class ZooKeeperShardMapStore implements ShardMapStore {

    /** The path of the node that holds the shard map. */
    public static final String PATH = "/rookery/shard-map";

    private final CuratorFramework zooKeeper;

    /**
     * Creates a store that uses the given connection.
     *
     * @param zooKeeper started and closed by the caller; its retries bound how long a call waits
     */
    public ZooKeeperShardMapStore(CuratorFramework zooKeeper) {
        this.zooKeeper = zooKeeper;
    }

    @Override
    public Optional<VersionedShardMap> read() {
        return attempt("read", this::stored);
    }

    /** Reads the map. Calls the watcher once at the next change, creation or removal. */
    Optional<VersionedShardMap> readAndWatch(Watcher watcher) {
        return attempt(
                "watch",
                () -> {
                    Stat found = zooKeeper.checkExists().usingWatcher(watcher).forPath(PATH);
                    return found == null ? Optional.empty() : stored();
                });
    }

    @Override
    public boolean create(ShardMap first) {
        return attempt(
                "create",
                () -> {
                    try {
                        zooKeeper.create().creatingParentsIfNeeded().forPath(PATH, bytes(first));
                        return true;
                    } catch (NodeExistsException e) {
                        return holds(first);
                    }
                });
    }

    @Override
    public boolean compareAndSet(ShardMap next, int expectedVersion) {
        if (expectedVersion < 0) {
            throw new IllegalArgumentException(
                    "The version must not be negative: " + expectedVersion);
        }
        return attempt(
                "change",
                () -> {
                    try {
                        zooKeeper.setData().withVersion(expectedVersion).forPath(PATH, bytes(next));
                        return true;
                    } catch (BadVersionException e) {
                        return holds(next);
                    } catch (NoNodeException e) {
                        return false;
                    }
                });
    }

    /**
     * Whether the map is stored although the write was refused. This happens when the response to
     * the first request was lost with the connection, and the refused request was its retry.
     */
    private boolean holds(ShardMap written) throws Exception {
        return stored().map(VersionedShardMap::map).filter(written::equals).isPresent();
    }

    private Optional<VersionedShardMap> stored() throws Exception {
        try {
            Stat stat = new Stat();
            byte[] data = zooKeeper.getData().storingStatIn(stat).forPath(PATH);
            ShardMap map = ShardMap.fromJson(new String(data, StandardCharsets.UTF_8));
            return Optional.of(new VersionedShardMap(map, stat.getVersion()));
        } catch (NoNodeException e) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(ShardMap map) {
        return map.toJson().getBytes(StandardCharsets.UTF_8);
    }

    private interface Call<T> {
        T run() throws Exception;
    }

    private static <T> T attempt(String verb, Call<T> call) {
        try {
            return call.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ShardMapStoreException("Interrupted while asking ZooKeeper", e);
        } catch (Exception e) {
            throw new ShardMapStoreException(
                    "Could not %s the shard map in ZooKeeper: %s".formatted(verb, e.getMessage()),
                    e);
        }
    }
}
