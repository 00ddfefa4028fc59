package io.rookery.shard.map;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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
    private final Semaphore reasons = new Semaphore(0);
    private final ConnectionStateListener onConnection = this::connectionChanged;
    private final Thread reader = Thread.ofVirtual().name("shard-map").unstarted(this::follow);
    private final Watcher watcher = event -> refresh();
    private String complaint = "";

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
        if (reasons.availablePermits() == 0) {
            reasons.release();
        }
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

    private void follow() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                readOnce();
                Thread.sleep(BETWEEN_READS);
                if (reasons.tryAcquire(WITHOUT_A_REASON.toMillis(), TimeUnit.MILLISECONDS)) {
                    reasons.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private void readOnce() {
        try {
            store.readAndWatch(watcher)
                    .ifPresentOrElse(found -> takeOver(found.map()), this::missing);
        } catch (ShardMapStoreException e) {
            complain(e.getMessage() + ".");
        } catch (RuntimeException e) {
            complain("The shard map cannot be read: " + e + ".");
        }
    }

    private void takeOver(ShardMap map) {
        if (lastKnown.offer(map)) {
            log.info("Following the {}.", map);
            complaint = "";
        } else if (map.equals(lastKnown.current().orElse(null))) {
            complaint = "";
        } else {
            complain("ZooKeeper offers only the " + map + ".");
        }
    }

    private void missing() {
        if (lastKnown.current().isPresent()) {
            complain("ZooKeeper has no shard map any more.");
        }
    }

    /** Logs a complaint once, not again at each read. */
    private void complain(String about) {
        if (!about.equals(complaint) && !Thread.currentThread().isInterrupted()) {
            log.warn("{} Going on with {}.", about, described());
            complaint = about;
        }
    }

    private String described() {
        return lastKnown.current().map(map -> "the " + map).orElse("no shard map yet");
    }
}
