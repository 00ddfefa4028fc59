package io.rookery.kit.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.launcher.port.FreePorts;
import io.rookery.launcher.secret.Secrets;
import io.rookery.launcher.zookeeper.ZooKeeperEnsemble;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.ConnectionState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.cloud.zookeeper.ZookeeperProperties;

@Timeout(120)
class ServiceLoginIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PORT = FreePorts.reserve(1);

    @TempDir private Path directory;

    @Test
    void showsTheOtherPasswordToAServerThatRefusesTheOne() throws Exception {
        Secrets secrets = Secrets.open(directory.resolve("secrets"));
        try (ZooKeeperEnsemble _ = start(secrets);
                CuratorFramework client =
                        client("outdated", secrets.zooKeeperPassword("feed-service"))) {
            await().atMost(PATIENCE).ignoreExceptions().until(() -> isLoggedIn(client));
        }
    }

    @Test
    void goesOverToTheNextPasswordWhenAServerDoesAndTellsThatTheSessionIsAnotherOne()
            throws Exception {
        Secrets secrets = Secrets.open(directory.resolve("secrets"));
        Secrets renewed = Secrets.open(directory.resolve("renewed"));
        try (ZooKeeperEnsemble ensemble = start(secrets);
                CuratorFramework client =
                        client(
                                secrets.zooKeeperPassword("feed-service"),
                                renewed.zooKeeperPassword("feed-service"))) {
            await().atMost(PATIENCE).ignoreExceptions().until(() -> isLoggedIn(client));
            Queue<ConnectionState> states = new ConcurrentLinkedQueue<>();
            client.getConnectionStateListenable().addListener((_, state) -> states.add(state));

            Files.copy(
                    renewed.zooKeeperLogins(),
                    secrets.zooKeeperLogins(),
                    StandardCopyOption.REPLACE_EXISTING);
            ensemble.nodes().getFirst().kill();

            await().atMost(PATIENCE)
                    .until(() -> List.copyOf(states).contains(ConnectionState.LOST));
            await().atMost(PATIENCE).ignoreExceptions().until(() -> isLoggedIn(client));
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(List.copyOf(states).getLast())
                                    .isEqualTo(ConnectionState.RECONNECTED));
        }
    }

    @Test
    void getsInAsSoonAsAServerKnowsItsOnlyPassword() throws Exception {
        Secrets secrets = Secrets.open(directory.resolve("secrets"));
        Secrets renewed = Secrets.open(directory.resolve("renewed"));
        try (ZooKeeperEnsemble ensemble = start(secrets);
                CuratorFramework client = client(renewed.zooKeeperPassword("feed-service"), "")) {
            Files.copy(
                    renewed.zooKeeperLogins(),
                    secrets.zooKeeperLogins(),
                    StandardCopyOption.REPLACE_EXISTING);
            ensemble.nodes().getFirst().kill();

            await().atMost(PATIENCE).ignoreExceptions().until(() -> isLoggedIn(client));
        }
    }

    private ZooKeeperEnsemble start(Secrets secrets) {
        return ZooKeeperEnsemble.start(
                io.rookery.launcher.zookeeper.ZooKeeperSettings.of(
                                directory.resolve("zookeeper"), PORT)
                        .withLogins(secrets.zooKeeperLogins()));
    }

    private static boolean isLoggedIn(CuratorFramework client) throws Exception {
        return !client.getChildren().forPath("/").isEmpty();
    }

    private static CuratorFramework client(String password, String otherPassword) {
        ZookeeperProperties properties = new ZookeeperProperties();
        properties.setConnectString("127.0.0.1:" + PORT);
        properties.setSessionTimeout(Duration.ofSeconds(6));
        properties.setConnectionTimeout(Duration.ofSeconds(3));
        CuratorFramework client =
                new ZooKeeperClientAutoConfiguration()
                        .curatorFramework(
                                "feed-service",
                                properties,
                                new ZooKeeperSettings(password, otherPassword));
        client.start();
        return client;
    }
}
