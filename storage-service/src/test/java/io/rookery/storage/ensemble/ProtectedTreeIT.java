package io.rookery.storage.ensemble;

import static org.apache.zookeeper.ZooDefs.Ids.CREATOR_ALL_ACL;
import static org.apache.zookeeper.ZooDefs.Ids.OPEN_ACL_UNSAFE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rookery.kit.zookeeper.NodeAccess;
import io.rookery.launcher.port.FreePorts;
import io.rookery.launcher.secret.Secrets;
import io.rookery.launcher.zookeeper.ZooKeeperEnsemble;
import io.rookery.launcher.zookeeper.ZooKeeperLogin;
import io.rookery.launcher.zookeeper.ZooKeeperSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.KeeperException.NoAuthException;
import org.apache.zookeeper.data.ACL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ProtectedTreeIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PORT = FreePorts.reserve(1);

    @TempDir private Path directory;
    private Secrets secrets;
    private ZooKeeperEnsemble ensemble;
    private CuratorFramework admin;

    @BeforeEach
    void start() throws IOException {
        secrets = Secrets.open(directory.resolve("secrets"));
        ensemble =
                ZooKeeperEnsemble.start(
                        ZooKeeperSettings.of(directory.resolve("zookeeper"), PORT)
                                .withLogins(secrets.zooKeeperLogins()));
        admin = connect("admin");
    }

    @AfterEach
    void stop() {
        admin.close();
        ensemble.close();
    }

    @Test
    void makesWhatOthersNeedInANewZooKeeper() {
        try (CuratorFramework storage = connect("storage-service");
                ProtectedTree _ = ProtectedTree.keep(storage)) {
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(() ->
                            assertThat(found(NodeAccess.structure()))
                                    .isEqualTo(wanted(NodeAccess.structure())));
        }
    }

    @Test
    void closesATreeThatWasOpenToEverybody() throws Exception {
        List<String> paths =
                List.of(
                        "/rookery",
                        "/rookery/services",
                        "/rookery/services/feed-service",
                        "/rookery/services/feed-service/127.0.0.1:1",
                        "/rookery/services/unheard-of",
                        "/rookery/shard-map",
                        "/rookery/schema",
                        "/rookery/schema/shard-0",
                        "/rookery/storage-leader",
                        "/rookery/patroni",
                        "/rookery/patroni/shard-0",
                        "/rookery/patroni/shard-0/leader",
                        "/else");
        for (String path : paths) {
            admin.create().withACL(OPEN_ACL_UNSAFE).forPath(path, new byte[0]);
        }

        try (CuratorFramework storage = connect("storage-service");
                ProtectedTree _ = ProtectedTree.keep(storage)) {
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(found(paths)).isEqualTo(wanted(paths)));
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(() ->
                            assertThatThrownBy(() ->
                                            storage.getData()
                                                    .forPath("/rookery/patroni/shard-0/leader"))
                                    .isInstanceOf(NoAuthException.class));
        }
    }

    @Test
    void leavesPatroniWhatIsPatronis() throws Exception {
        try (CuratorFramework storage = connect("storage-service");
                CuratorFramework patroni = connect("patroni");
                ProtectedTree _ = ProtectedTree.keep(storage)) {
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> admin.checkExists().forPath("/rookery/patroni") != null);

            patroni.create()
                    .withACL(CREATOR_ALL_ACL)
                    .forPath("/rookery/patroni/shard-0", new byte[0]);

            assertThatThrownBy(() -> storage.getChildren().forPath("/rookery/patroni"))
                    .isInstanceOf(NoAuthException.class);
            assertThatThrownBy(() -> storage.delete().forPath("/rookery/patroni/shard-0"))
                    .isInstanceOf(NoAuthException.class);
        }
    }

    private Map<String, List<ACL>> found(List<String> paths) throws Exception {
        Map<String, List<ACL>> found = new TreeMap<>();
        for (String path : paths) {
            found.put(path, admin.getACL().forPath(path));
        }
        return found;
    }

    private static Map<String, List<ACL>> wanted(List<String> paths) {
        Map<String, List<ACL>> wanted = new TreeMap<>();
        paths.forEach(path -> wanted.put(path, new NodeAccess().getAclForPath(path)));
        return wanted;
    }

    private CuratorFramework connect(String name) {
        CuratorFramework client =
                CuratorFrameworkFactory.builder()
                        .connectString(ensemble.connectString())
                        .retryPolicy(new RetryOneTime(500))
                        .zkClientConfig(
                                new ZooKeeperLogin(name, secrets.zooKeeperPassword(name))
                                        .configuration())
                        .aclProvider(new NodeAccess())
                        .build();
        client.start();
        return client;
    }
}
