package io.rookery.launcher.zookeeper;

import static org.apache.zookeeper.ZooDefs.Ids.CREATOR_ALL_ACL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rookery.launcher.port.FreePorts;
import io.rookery.launcher.process.ManagedProcess;
import io.rookery.launcher.process.ProcessState;
import io.rookery.launcher.secret.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZooKeeperEnsembleIT {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Duration SESSION = Duration.ofSeconds(6);

    /** Each of three servers has a port for clients and two for the others. */
    private static final int PORTS_OF_THREE = 9;

    @TempDir private static Path directory;

    @Test
    void restartsASingleServerThatDiesOrHangs() {
        try (var zooKeeper =
                ZooKeeperEnsemble.start(
                        ZooKeeperSettings.of(directory.resolve("single"), FreePorts.reserve(1)))) {
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
                        ZooKeeperSettings.of(
                                        directory.resolve("three"),
                                        FreePorts.reserve(PORTS_OF_THREE))
                                .withServers(3))) {
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

    @Test
    void letsInThoseWhoLogInAndNobodyElse() throws Exception {
        var secrets = Secrets.open(directory.resolve("secrets"));
        try (var zooKeeper =
                        ZooKeeperEnsemble.start(
                                ZooKeeperSettings.of(
                                                directory.resolve("private"),
                                                FreePorts.reserve(PORTS_OF_THREE))
                                        .withServers(3)
                                        .withLogins(secrets.zooKeeperLogins()));
                var admin = connect(zooKeeper, login(secrets, "admin"));
                var service = connect(zooKeeper, login(secrets, "feed-service"));
                var impostor = connect(zooKeeper, new ZooKeeperLogin("admin", "guessed"));
                var stranger = stranger(zooKeeper)) {
            service.client()
                    .create("/of-a-service", new byte[0], CREATOR_ALL_ACL, CreateMode.PERSISTENT);

            catchUp(admin);
            assertThat(admin.client().getACL("/of-a-service", null))
                    .containsExactly(new ACL(Perms.ALL, new Id("sasl", "feed-service")));
            assertThatThrownBy(() -> impostor.client().getData("/", false, null))
                    .isInstanceOf(KeeperException.class);
            assertThatThrownBy(() -> stranger.client().getData("/", false, null))
                    .isInstanceOf(KeeperException.class);
            assertThat(admin.client().getChildren("/", false)).contains("of-a-service");
        }
    }

    @Test
    void takesNoServerIntoTheQuorumThatDoesNotKnowItsPassword() throws Exception {
        var secrets = Secrets.open(directory.resolve("right"));
        var others = Secrets.open(directory.resolve("wrong"));
        var settings =
                ZooKeeperSettings.of(directory.resolve("quorum"), FreePorts.reserve(PORTS_OF_THREE))
                        .withServers(3)
                        .withLogins(secrets.zooKeeperLogins());
        try (var zooKeeper = ZooKeeperEnsemble.start(settings)) {
            zooKeeper.holdRepairs();
            ManagedProcess follower =
                    zooKeeper.nodes().stream()
                            .filter(server -> server.role().equals("follower"))
                            .findFirst()
                            .orElseThrow();
            follower.kill();
            var right = Files.readString(secrets.zooKeeperLogins());
            Files.copy(
                    others.zooKeeperLogins(),
                    secrets.zooKeeperLogins(),
                    StandardCopyOption.REPLACE_EXISTING);
            zooKeeper.resumeRepairs();
            await().atMost(DEADLINE).until(() -> follower.state() == ProcessState.RUNNING);

            await().atMost(DEADLINE).until(() -> saysThatItIsRefused(follower));
            assertThat(follower.role()).isEqualTo("starting");

            zooKeeper.holdRepairs();
            follower.kill();
            Files.writeString(secrets.zooKeeperLogins(), right);
            zooKeeper.resumeRepairs();
            await().atMost(DEADLINE).until(() -> follower.role().equals("follower"));
        }
    }

    private static boolean saysThatItIsRefused(ManagedProcess server) throws IOException {
        var log = directory.resolve("quorum", server.name(), server.name() + ".log");
        return Files.readString(log).contains("SaslException");
    }

    private static ZooKeeperLogin login(Secrets secrets, String name) {
        return new ZooKeeperLogin(name, secrets.zooKeeperPassword(name));
    }

    private static ZooKeeperConnection connect(ZooKeeperEnsemble zooKeeper, ZooKeeperLogin login)
            throws IOException {
        return login.connect(zooKeeper.connectString(), SESSION);
    }

    private static ZooKeeperConnection stranger(ZooKeeperEnsemble zooKeeper) throws IOException {
        var stranger =
                new ZooKeeper(
                        zooKeeper.connectString(), Math.toIntExact(SESSION.toMillis()), _ -> {});
        stranger.addAuthInfo("digest", "admin:guessed".getBytes(StandardCharsets.UTF_8));
        return new ZooKeeperConnection(stranger);
    }

    /**
     * Requests a sync: a follower may lag behind what another server has confirmed, but requests
     * after the sync see it.
     */
    private static void catchUp(ZooKeeperConnection connection) {
        connection.client().sync("/", (_, _, _) -> {}, null);
    }

    private static ManagedProcess leader(ZooKeeperEnsemble zooKeeper) {
        return zooKeeper.nodes().stream()
                .filter(server -> server.role().equals("leader"))
                .findFirst()
                .orElseThrow();
    }
}
