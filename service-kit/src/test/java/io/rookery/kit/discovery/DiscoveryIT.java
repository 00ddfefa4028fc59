package io.rookery.kit.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.rookery.launcher.zookeeper.ZooKeeperEnsemble;
import io.rookery.launcher.zookeeper.ZooKeeperSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.BoundedExponentialBackoffRetry;
import org.apache.curator.x.discovery.ServiceDiscoveryBuilder;
import org.apache.curator.x.discovery.details.JsonInstanceSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.zookeeper.discovery.ZookeeperInstance;

class DiscoveryIT {

    private static final int ZOOKEEPER_PORT = 23100;
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final DiscoverySettings SETTINGS =
            new DiscoverySettings(
                    "/rookery/services",
                    true,
                    Duration.ofMillis(500),
                    Duration.ofMillis(100),
                    Duration.ofSeconds(1),
                    Duration.ofMillis(200));

    @TempDir private Path directory;

    private final List<AutoCloseable> closeables = new ArrayList<>();
    private CuratorFramework zooKeeper = connect();
    private ZooKeeperInstanceLists lists = lists();

    @BeforeEach
    void connectAll() {
        closeables.addAll(List.of(zooKeeper, lists));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : closeables.reversed()) {
            closeable.close();
        }
    }

    @Test
    void listsAnInstanceOnceItIsReadyAndForgetsItOnceItHasLeft() throws Exception {
        startZooKeeper();
        HttpServer server = server();
        AtomicBoolean isReady = new AtomicBoolean();
        InstanceRegistrar registrar = registrar(connected(), isReady);
        lists.watch("feed-service");
        registrar.register(server.getAddress().getPort());
        assertThat(lists.of("feed-service")).isEmpty();
        isReady.set(true);
        await().atMost(LONG).until(() -> ids().equals(List.of(idOf(server))));
        assertThat(lists.of("feed-service").getFirst().getMetadata())
                .containsEntry("zone", "here")
                .containsEntry("weight", "2");

        CountDownLatch stopped = new CountDownLatch(1);
        registrar.stop(stopped::countDown);
        assertThat(stopped.await(30, TimeUnit.SECONDS)).isTrue();
        server.stop(0);
        await().atMost(LONG).until(() -> ids().isEmpty());
    }

    @Test
    void startsWithoutZooKeeperAndOutlivesIt() throws Exception {
        HttpServer server = server();
        lists.watch("feed-service");
        registrar(connected(), new AtomicBoolean(true)).register(server.getAddress().getPort());
        assertThat(ids()).isEmpty();

        ZooKeeperEnsemble ensemble = startZooKeeper();
        await().atMost(LONG).until(() -> ids().equals(List.of(idOf(server))));

        ensemble.holdRepairs();
        ensemble.nodes().getFirst().kill();
        await().atMost(LONG).until(() -> !zooKeeper.getZookeeperClient().isConnected());
        assertThat(ids()).containsExactly(idOf(server));

        ensemble.resumeRepairs();
        await().atMost(LONG)
                .until(() -> {
                    assertThat(ids()).containsExactly(idOf(server));
                    return zooKeeper.getZookeeperClient().isConnected() && isRegistered(server);
                });
        assertThat(ids()).containsExactly(idOf(server));
    }

    @Test
    void putsBackARegistrationThatWasLostAndMissesNothingMeanwhile() throws Exception {
        startZooKeeper();
        HttpServer server = server();
        registrar(connected(), new AtomicBoolean(true)).register(server.getAddress().getPort());
        lists.watch("feed-service");
        await().atMost(LONG).until(() -> ids().equals(List.of(idOf(server))));
        zooKeeper.delete().forPath("/rookery/services/feed-service/" + idOf(server));
        await().atMost(LONG)
                .until(() -> {
                    assertThat(ids()).containsExactly(idOf(server));
                    return isRegistered(server);
                });
    }

    @Test
    void takesOverTheRegistrationOfAnEarlierLifeAtTheSameAddress() throws Exception {
        startZooKeeper();
        HttpServer server = server();
        CuratorFramework earlier = connected();
        InstanceRegistrar first = registrar(earlier, new AtomicBoolean(true));
        first.register(server.getAddress().getPort());
        await().atMost(LONG).until(() -> isRegistered(server));
        long session = ownerOf(server);
        InstanceRegistrar second = registrar(connected(), new AtomicBoolean(true));
        first.stop();
        second.register(server.getAddress().getPort());
        await().atMost(LONG).until(() -> isRegistered(server) && ownerOf(server) != session);
    }

    @Test
    void forgetsAnInstanceThatDied() throws Exception {
        startZooKeeper();
        HttpServer server = server();
        CuratorFramework mortal = connect();
        registrar(mortal, new AtomicBoolean(true)).register(server.getAddress().getPort());
        lists.watch("feed-service");
        await().atMost(LONG).until(() -> ids().equals(List.of(idOf(server))));
        server.stop(0);
        mortal.close();
        await().atMost(LONG).until(() -> ids().isEmpty());
    }

    private ZooKeeperEnsemble startZooKeeper() {
        ZooKeeperEnsemble ensemble =
                ZooKeeperEnsemble.start(ZooKeeperSettings.of(directory, ZOOKEEPER_PORT));
        closeables.addFirst(ensemble);
        return ensemble;
    }

    private CuratorFramework connected() {
        CuratorFramework client = connect();
        closeables.add(client);
        return client;
    }

    private static CuratorFramework connect() {
        CuratorFramework client =
                CuratorFrameworkFactory.builder()
                        .connectString("127.0.0.1:" + ZOOKEEPER_PORT)
                        .sessionTimeoutMs(4000)
                        .connectionTimeoutMs(1000)
                        .retryPolicy(new BoundedExponentialBackoffRetry(50, 200, 3))
                        .ensembleTracker(false)
                        .build();
        client.start();
        return client;
    }

    private ZooKeeperInstanceLists lists() {
        return new ZooKeeperInstanceLists(
                ServiceDiscoveryBuilder.builder(ZookeeperInstance.class)
                        .client(zooKeeper)
                        .basePath(SETTINGS.root())
                        .serializer(new JsonInstanceSerializer<>(ZookeeperInstance.class))
                        .build(),
                new InstanceProbe(SETTINGS.probeTimeout()),
                SETTINGS);
    }

    private static InstanceRegistrar registrar(CuratorFramework client, AtomicBoolean isReady) {
        return new InstanceRegistrar(
                "feed-service",
                client,
                SETTINGS,
                new InstanceSettings("127.0.0.1", 0, "here", 2),
                isReady::get);
    }

    private HttpServer server() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/actuator/health/readiness",
                exchange -> {
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        server.start();
        closeables.add(() -> server.stop(0));
        return server;
    }

    private List<String> ids() {
        return lists.of("feed-service").stream().map(ServiceInstance::getInstanceId).toList();
    }

    private boolean isRegistered(HttpServer server) throws Exception {
        return zooKeeper.checkExists().forPath("/rookery/services/feed-service/" + idOf(server))
                != null;
    }

    private long ownerOf(HttpServer server) throws Exception {
        return zooKeeper
                .checkExists()
                .forPath("/rookery/services/feed-service/" + idOf(server))
                .getEphemeralOwner();
    }

    private static String idOf(HttpServer server) {
        return "127.0.0.1:" + server.getAddress().getPort();
    }
}
