package io.rookery.shard.map;

import io.rookery.worker.ReportOnce;
import io.rookery.worker.WakeUp;
import io.rookery.worker.WorkerThread;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.ConnectionStateListener;
import org.apache.zookeeper.Watcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the shard map in ZooKeeper with a watch. It starts without ZooKeeper, keeps the last
 * known map while ZooKeeper is down, and resumes by itself. A separate thread reads the node when
 * the watch fires, when the connection changes, and on {@link #refresh()}. It also reads about
 * every 10 s, so that a lost notification does no lasting harm.
 */
public final class ZooKeeperShardMaps implements ShardMaps, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ZooKeeperShardMaps.class);
    private static final Duration BETWEEN_READS = Duration.ofMillis(100);
    private static final Duration WITHOUT_A_REASON = Duration.ofSeconds(10);

    private final CuratorFramework zooKeeper;
    private final ZooKeeperShardMapStore store;
    private final LastKnownShardMap lastKnown = new LastKnownShardMap();
    private final WakeUp toRead = new WakeUp();
    private final ConnectionStateListener onConnection = this::connectionChanged;
    private final Thread reader = WorkerThread.of("shard-map", BETWEEN_READS, this::follow);
    private final Watcher watcher = event -> refresh();
    private final ReportOnce<String> problems = new ReportOnce<>();

    private ZooKeeperShardMaps(CuratorFramework zooKeeper) {
        this.zooKeeper = zooKeeper;
        this.store = new ZooKeeperShardMapStore(zooKeeper);
    }

    /**
     * Starts to follow the map; returns immediately, whether or not ZooKeeper can be reached.
     *
     * @param zooKeeper started and closed by the caller
     */
    public static ZooKeeperShardMaps follow(CuratorFramework zooKeeper) {
        ZooKeeperShardMaps maps = new ZooKeeperShardMaps(zooKeeper);
        zooKeeper.getConnectionStateListenable().addListener(maps.onConnection);
        maps.reader.start();
        return maps;
    }

    @Override
    public Optional<ShardMap> current() {
        return lastKnown.current();
    }

    @Override
    public void refresh() {
        toRead.signal();
    }

    @Override
    public Registration onChange(Consumer<ShardMap> listener) {
        return lastKnown.onChange(listener);
    }

    /** Stops following the map; the last known map stays. */
    @Override
    public void close() {
        zooKeeper.getConnectionStateListenable().removeListener(onConnection);
        reader.interrupt();
    }

    private void connectionChanged(CuratorFramework client, ConnectionState state) {
        if (state.isConnected()) {
            refresh();
        }
    }

    private void follow() throws InterruptedException {
        while (true) {
            readOnce();
            Thread.sleep(BETWEEN_READS);
            toRead.await(WITHOUT_A_REASON);
        }
    }

    private void readOnce() {
        try {
            store.readAndWatch(watcher)
                    .ifPresentOrElse(found -> takeOver(found.map()), this::missing);
        } catch (ShardMapStoreException e) {
            report(e.getMessage() + ".");
        } catch (RuntimeException e) {
            report("The shard map cannot be read: " + e + ".");
        }
    }

    private void takeOver(ShardMap map) {
        if (lastKnown.offer(map)) {
            log.info("Using the {}.", map);
            problems.clear();
        } else if (map.equals(lastKnown.current().orElse(null))) {
            problems.clear();
        } else {
            report("ZooKeeper has only the " + map + ".");
        }
    }

    private void missing() {
        if (lastKnown.current().isPresent()) {
            report("ZooKeeper has no shard map any more.");
        }
    }

    /** Logs a problem once, not again at each read. */
    private void report(String problem) {
        if (!Thread.currentThread().isInterrupted() && problems.isNew(problem)) {
            log.warn("{} Continuing with {}.", problem, described());
        }
    }

    private String described() {
        return lastKnown.current().map(map -> "the " + map).orElse("no shard map");
    }
}
