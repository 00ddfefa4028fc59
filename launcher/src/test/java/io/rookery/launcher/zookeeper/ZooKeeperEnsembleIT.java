package io.rookery.launcher.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.launcher.process.ManagedProcess;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZooKeeperEnsembleIT {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @TempDir private static Path directory;

    @Test
    void restartsASingleServerThatDiesOrHangs() {
        try (var zooKeeper =
                ZooKeeperEnsemble.start(
                        ZooKeeperSettings.of(directory.resolve("single"), 24_340))) {
            ManagedProcess server = zooKeeper.nodes().getFirst();
            assertThat(server.role()).isEqualTo("standalone");

            long pid = server.pid();
            server.kill();

            await().atMost(DEADLINE)
                    .until(() -> server.pid() != pid && server.role().equals("standalone"));

            long restarted = server.pid();
            server.freeze();

            await().atMost(DEADLINE)
                    .until(() -> server.pid() != restarted && server.role().equals("standalone"));
        }
    }

    @Test
    void anEnsembleOfThreeElectsAnotherLeader() {
        try (var zooKeeper =
                ZooKeeperEnsemble.start(
                        ZooKeeperSettings.of(directory.resolve("three"), 24_350).withServers(3))) {
            zooKeeper.holdRepairs();
            ManagedProcess leader = leader(zooKeeper);
            leader.kill();

            await().atMost(DEADLINE)
                    .until(() ->
                            zooKeeper.nodes().stream()
                                    .anyMatch(server -> server.role().equals("leader")));
            zooKeeper.resumeRepairs();
            await().atMost(DEADLINE).until(() -> leader.role().equals("follower"));
        }
    }

    private static ManagedProcess leader(ZooKeeperEnsemble zooKeeper) {
        return zooKeeper.nodes().stream()
                .filter(server -> server.role().equals("leader"))
                .findFirst()
                .orElseThrow();
    }
}
