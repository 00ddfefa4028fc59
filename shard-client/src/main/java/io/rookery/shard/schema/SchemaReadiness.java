package io.rookery.shard.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.utils.ZKPaths;
import org.apache.zookeeper.KeeperException;

/**
 * Records in ZooKeeper which service has migrated its schema on which shard. There is one
 * persistent node for each service and shard, {@code /rookery/schema/<service>/<shard>}. It holds
 * the highest version applied. A service may write only below its own name.
 */
public final class SchemaReadiness {

    /** The parent node of all records. */
    public static final String ROOT = "/rookery/schema";

    private final CuratorFramework zooKeeper;

    public SchemaReadiness(CuratorFramework zooKeeper) {
        this.zooKeeper = zooKeeper;
    }

    /**
     * Records that the service has migrated the shard up to the version.
     *
     * @throws UncheckedIOException when ZooKeeper cannot be reached
     */
    public void announce(String shard, String service, String version) {
        String path = ZKPaths.makePath(ROOT, service, shard);
        byte[] data = version.getBytes(StandardCharsets.UTF_8);
        try {
            zooKeeper.create().orSetData().creatingParentsIfNeeded().forPath(path, data);
        } catch (Exception failure) {
            throw unreachable(failure);
        }
    }

    /**
     * The services that have migrated the shard, with the highest version that each has applied.
     *
     * @throws UncheckedIOException when ZooKeeper cannot be reached
     */
    public Map<String, String> announced(String shard) {
        Map<String, String> versions = new TreeMap<>();
        try {
            for (String service : services()) {
                noteOf(service, shard).ifPresent(version -> versions.put(service, version));
            }
        } catch (Exception failure) {
            throw unreachable(failure);
        }
        return versions;
    }

    private List<String> services() throws Exception {
        try {
            return zooKeeper.getChildren().forPath(ROOT);
        } catch (KeeperException.NoNodeException nobodyYet) {
            return List.of();
        }
    }

    private Optional<String> noteOf(String service, String shard) throws Exception {
        try {
            byte[] data = zooKeeper.getData().forPath(ZKPaths.makePath(ROOT, service, shard));
            return Optional.of(new String(data, StandardCharsets.UTF_8));
        } catch (KeeperException.NoNodeException notYet) {
            return Optional.empty();
        }
    }

    private static UncheckedIOException unreachable(Exception failure) {
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return new UncheckedIOException(
                new IOException("The schema records in ZooKeeper cannot be reached", failure));
    }
}
