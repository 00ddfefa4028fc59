package io.rookery.storage.leadership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.launcher.port.FreePorts;
import io.rookery.launcher.zookeeper.ZooKeeperEnsemble;
import io.rookery.launcher.zookeeper.ZooKeeperSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryNTimes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

class ZooKeeperLeadershipIT {

    private static final int PORT = FreePorts.reserve(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path directory;
    private final CuratorFramework oneClient = connect();
    private final CuratorFramework otherClient = connect();
    private final ZooKeeperLeadership one = ZooKeeperLeadership.seek(oneClient);
    private final ZooKeeperLeadership other = ZooKeeperLeadership.seek(otherClient);

    @AfterEach
    void stop() {
        one.close();
        other.close();
        oneClient.close();
        otherClient.close();
    }

    @Test
    void startsWithoutZooKeeperAndElectsOneWhenItComes() throws Exception {
        assertThat(one.isHeld()).isFalse();
        try (ZooKeeperEnsemble _ = start()) {
            awaitOneLeader();
        }
    }

    @Test
    void passesToTheOtherWhenTheLeaderStandsDown() throws Exception {
        try (ZooKeeperEnsemble _ = start()) {
            awaitOneLeader();
            ZooKeeperLeadership heir = one.isHeld() ? other : one;
            (one.isHeld() ? one : other).close();
            await().atMost(PATIENCE).until(heir::isHeld);
        }
    }

    @Test
    void isGivenUpWhileZooKeeperIsGoneAndFoundAgainAfterwards() throws Exception {
        try (ZooKeeperEnsemble _ = start()) {
            awaitOneLeader();
        }
        await().atMost(PATIENCE).until(() -> !one.isHeld() && !other.isHeld());
        try (ZooKeeperEnsemble _ = start()) {
            awaitOneLeader();
        }
    }

    @Test
    void isFoundAgainWhenZooKeeperComesBackEmpty() throws Exception {
        try (ZooKeeperEnsemble _ = start()) {
            awaitOneLeader();
        }
        FileSystemUtils.deleteRecursively(zooKeeperDirectory());
        try (ZooKeeperEnsemble _ = start()) {
            awaitOneLeader();
        }
    }

    @Test
    void standsAgainWhenSomebodyRemovesTheCandidates() throws Exception {
        try (ZooKeeperEnsemble _ = start()) {
            awaitOneLeader();
            // Read only once: the standby may hold leadership before the leader is closed.
            boolean isOneLeader = one.isHeld();
            CuratorFramework standby = isOneLeader ? otherClient : oneClient;
            ZooKeeperLeadership leader = isOneLeader ? one : other;
            ZooKeeperLeadership heir = isOneLeader ? other : one;
            standby.delete().deletingChildrenIfNeeded().forPath(ZooKeeperLeadership.PATH);
            leader.close();
            await().atMost(PATIENCE).until(heir::isHeld);
        }
    }

    private void awaitOneLeader() {
        await().atMost(PATIENCE).until(() -> one.isHeld() != other.isHeld());
    }

    private ZooKeeperEnsemble start() throws IOException {
        return ZooKeeperEnsemble.start(
                ZooKeeperSettings.of(Files.createDirectories(zooKeeperDirectory()), PORT));
    }

    private Path zooKeeperDirectory() {
        return directory.resolve("zookeeper");
    }

    private static CuratorFramework connect() {
        CuratorFramework client =
                CuratorFrameworkFactory.builder()
                        .connectString("127.0.0.1:" + PORT)
                        .sessionTimeoutMs(4000)
                        .connectionTimeoutMs(1000)
                        .retryPolicy(new RetryNTimes(2, 100))
                        .build();
        client.start();
        return client;
    }
}
