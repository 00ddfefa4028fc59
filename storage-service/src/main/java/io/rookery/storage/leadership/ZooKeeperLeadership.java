package io.rookery.storage.leadership;

import io.rookery.worker.WorkerThread;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.leader.LeaderLatch.CloseMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leader election through Curator's latch. Leadership is given up as soon as the connection is
 * suspended, and sought again once it is back. A candidate can drop out of the latch's list when a
 * session ends during a reconnection; it then joins again.
 */
final class ZooKeeperLeadership implements Leadership, AutoCloseable {

    static final String PATH = "/rookery/storage-leader";

    private static final Logger log = LoggerFactory.getLogger(ZooKeeperLeadership.class);
    private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(5);

    private final CuratorFramework zooKeeper;
    private final String candidate = UUID.randomUUID().toString();
    private final Thread supervisor =
            WorkerThread.of("storage-leadership", BETWEEN_CHECKS, this::supervise);
    private volatile LeaderLatch latch;

    private ZooKeeperLeadership(CuratorFramework zooKeeper) {
        this.zooKeeper = zooKeeper;
        this.latch = new LeaderLatch(zooKeeper, PATH, candidate);
    }

    /**
     * Stands for election immediately, or as soon as ZooKeeper is available, without blocking the
     * caller.
     *
     * @param zooKeeper started and closed by the caller
     */
    static ZooKeeperLeadership seek(CuratorFramework zooKeeper) {
        ZooKeeperLeadership leadership = new ZooKeeperLeadership(zooKeeper);
        start(leadership.latch);
        leadership.supervisor.start();
        return leadership;
    }

    @Override
    public boolean isHeld() {
        return latch.hasLeadership();
    }

    /** Stands down, so that another instance takes over immediately. */
    @Override
    public void close() {
        WorkerThread.end(supervisor);
        close(latch);
    }

    private void supervise() throws InterruptedException {
        while (true) {
            Thread.sleep(BETWEEN_CHECKS);
            if (hasDroppedOut()) {
                log.warn("This instance dropped out of the leader election. It joins again.");
                LeaderLatch lost = latch;
                latch = new LeaderLatch(zooKeeper, PATH, candidate);
                close(lost);
                start(latch);
            }
        }
    }

    private boolean hasDroppedOut() throws InterruptedException {
        if (isHeld() || !zooKeeper.getZookeeperClient().isConnected()) {
            return false;
        }
        try {
            return latch.getParticipants().stream()
                    .noneMatch(participant -> participant.getId().equals(candidate));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            log.debug("The candidates of the leader election could not be read.", e);
            return false;
        }
    }

    private static void start(LeaderLatch latch) {
        try {
            latch.start();
        } catch (Exception e) {
            throw new IllegalStateException("The leader latch could not be started", e);
        }
    }

    private static void close(LeaderLatch latch) {
        try {
            if (latch.getState() == LeaderLatch.State.STARTED) {
                latch.close(CloseMode.SILENT);
            }
        } catch (IOException e) {
            log.debug("The leader latch could not be closed cleanly.", e);
        }
    }
}
