package io.rookery.kit.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.rookery.kit.identity.Peer;
import io.rookery.kit.identity.PeerKeys;
import io.rookery.kit.identity.ServiceIdentity;
import io.rookery.launcher.port.FreePorts;
import io.rookery.launcher.secret.ServiceKeys;
import io.rookery.launcher.zookeeper.ZooKeeperEnsemble;
import io.rookery.launcher.zookeeper.ZooKeeperSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.BoundedExponentialBackoffRetry;
import org.apache.zookeeper.CreateMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.cloud.client.ServiceInstance;

class DiscoveryIT {

    private static final int ZOOKEEPER_PORT = FreePorts.reserve(1);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final DiscoverySettings SETTINGS =
            new DiscoverySettings(
                    true,
                    Duration.ofMillis(500),
                    Duration.ofMillis(100),
                    Duration.ofSeconds(1),
                    Duration.ofMillis(200));

    private static final ServiceKeys KEYS = ServiceKeys.generate();
    private static final PeerKeys PEERS = PeerKeys.parse(KEYS.peerKeys());
    private static final ServiceIdentity FEED =
            new ServiceIdentity(Peer.FEED_SERVICE, KEYS.signingKeyOf("feed-service"), PEERS);

    @TempDir private Path directory;

    private final List<AutoCloseable> closeables = new ArrayList<>();
    private CuratorFramework zooKeeper = connect();
    private RegistryDiscoveryClient discovery = discovery();

    @BeforeEach
    void connectAll() {
        closeables.addAll(List.of(zooKeeper, discovery));
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
        discovery.getInstances("feed-service");
        registrar.register(server.getAddress().getPort());
        assertThat(discovery.getInstances("feed-service")).isEmpty();
        isReady.set(true);
        await().atMost(LONG).until(() -> ids().equals(List.of(idOf(server))));
        assertThat(discovery.getInstances("feed-service").getFirst().getMetadata())
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
        discovery.getInstances("feed-service");
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
        discovery.getInstances("feed-service");
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
    void takesAnInstanceOutOfServiceAndBringsItBackAsSpringCloudToolsDo() throws Exception {
        startZooKeeper();
        HttpServer server = server();
        ZooKeeperServiceRegistry registry = registry(connected());
        InstanceRegistration self =
                new InstanceRegistration(
                        "feed-service",
                        new InstanceSettings("127.0.0.1", 0, 1),
                        server.getAddress().getPort());
        assertThat(registry.<String>getStatus(self)).isEqualTo("OUT_OF_SERVICE");
        registry.register(self);
        await().atMost(LONG).until(() -> registry.<String>getStatus(self).equals("UP"));
        assertThat(isRegistered(server)).isTrue();

        registry.setStatus(self, "OUT_OF_SERVICE");
        assertThat(registry.<String>getStatus(self)).isEqualTo("OUT_OF_SERVICE");
        await().atMost(LONG).until(() -> !isRegistered(server));
        assertThatThrownBy(() -> registry.setStatus(self, "DOWN"))
                .hasMessage("The status must be UP or OUT_OF_SERVICE, not DOWN");

        registry.setStatus(self, "UP");
        await().atMost(LONG).until(() -> isRegistered(server));
        registry.close();
    }

    @Test
    void forgetsAnInstanceThatDied() throws Exception {
        startZooKeeper();
        HttpServer server = server();
        CuratorFramework mortal = connect();
        registrar(mortal, new AtomicBoolean(true)).register(server.getAddress().getPort());
        discovery.getInstances("feed-service");
        await().atMost(LONG).until(() -> ids().equals(List.of(idOf(server))));
        server.stop(0);
        mortal.close();
        await().atMost(LONG).until(() -> ids().isEmpty());
    }

    @Test
    void sendsNothingToWhoeverHasNotProvedThatItBelongsToTheService() throws Exception {
        startZooKeeper();
        HttpServer genuine = server();
        registrar(connected(), new AtomicBoolean(true)).register(genuine.getAddress().getPort());
        discovery.getInstances("feed-service");
        await().atMost(LONG).until(() -> ids().equals(List.of(idOf(genuine))));

        CuratorFramework stranger = connected();
        byte[] copy = zooKeeper.getData().forPath(pathOf(idOf(genuine)));
        AtomicBoolean wasAsked = new AtomicBoolean();
        HttpServer trap = server(wasAsked);
        put(stranger, idOf(trap), copy);
        put(stranger, "127.0.0.1:1", signed("gateway", stranger, 1));
        put(stranger, "127.0.0.1:2", "{\"@class\":\"java.io.File\"}".getBytes(UTF_8));
        put(stranger, "127.0.0.1:3", new byte[100_000]);
        byte[] inAnotherSession = signed("feed-service", zooKeeper, trap.getAddress().getPort());
        stranger.delete().forPath(pathOf(idOf(trap)));
        put(stranger, idOf(trap), inAnotherSession);

        HttpServer another = server();
        registrar(connected(), new AtomicBoolean(true)).register(another.getAddress().getPort());
        await().atMost(LONG)
                .until(() -> Set.copyOf(ids()).equals(Set.of(idOf(genuine), idOf(another))));
        stranger.delete().forPath(pathOf(idOf(trap)));
        another.stop(0);
        zooKeeper.delete().forPath(pathOf(idOf(another)));
        await().atMost(LONG).until(() -> isRegistered(another));
        assertThat(wasAsked).isFalse();
    }

    private static byte[] signed(String by, CuratorFramework session, int port) throws Exception {
        Peer peer = Peer.of(by);
        return Registrations.write(
                new Registration(
                        peer,
                        "127.0.0.1",
                        port,
                        1,
                        session.getZookeeperClient().getZooKeeper().getSessionId()),
                new ServiceIdentity(peer, KEYS.signingKeyOf(by), PEERS));
    }

    private static void put(CuratorFramework client, String id, byte[] data) throws Exception {
        client.create()
                .creatingParentContainersIfNeeded()
                .withMode(CreateMode.EPHEMERAL)
                .forPath(pathOf(id), data);
    }

    private static String pathOf(String id) {
        return Registrations.pathOf("feed-service") + '/' + id;
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

    private RegistryDiscoveryClient discovery() {
        return new RegistryDiscoveryClient(
                zooKeeper,
                new Registrations(PEERS),
                new InstanceProbe(SETTINGS.probeTimeout()),
                SETTINGS);
    }

    private static InstanceRegistrar registrar(CuratorFramework client, AtomicBoolean isReady) {
        return new InstanceRegistrar(
                registry(client),
                "feed-service",
                SETTINGS,
                new InstanceSettings("127.0.0.1", 0, 2),
                isReady::get,
                _ -> {});
    }

    private static ZooKeeperServiceRegistry registry(CuratorFramework client) {
        return new ZooKeeperServiceRegistry(FEED, client, SETTINGS.registrationCheck());
    }

    private HttpServer server() throws IOException {
        return server(new AtomicBoolean());
    }

    private HttpServer server(AtomicBoolean wasAsked) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/actuator/health/readiness",
                exchange -> {
                    wasAsked.set(true);
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        server.start();
        closeables.add(() -> server.stop(0));
        return server;
    }

    private List<String> ids() {
        return discovery.getInstances("feed-service").stream()
                .map(ServiceInstance::getInstanceId)
                .toList();
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
