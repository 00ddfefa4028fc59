package io.rookery.gateway;

import io.rookery.launcher.secret.ServiceKeys;
import io.rookery.launcher.zookeeper.ZooKeeperEnsemble;
import io.rookery.launcher.zookeeper.ZooKeeperSettings;
import java.nio.file.Path;
import java.util.Map;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.x.discovery.ServiceInstance;
import org.apache.curator.x.discovery.details.JsonInstanceSerializer;
import org.springframework.cloud.zookeeper.discovery.ZookeeperInstance;

/** A real ZooKeeper in which backends are listed as instances list themselves. */
final class Registry implements AutoCloseable {

    private static final String ROOT = "/rookery/services/";
    private static final ServiceKeys KEYS = ServiceKeys.generate();

    private final ZooKeeperEnsemble ensemble;
    private final CuratorFramework zooKeeper;

    private Registry(ZooKeeperEnsemble ensemble, CuratorFramework zooKeeper) {
        this.ensemble = ensemble;
        this.zooKeeper = zooKeeper;
    }

    static Registry start(Path directory, int port) {
        ZooKeeperEnsemble ensemble = ZooKeeperEnsemble.start(ZooKeeperSettings.of(directory, port));
        CuratorFramework zooKeeper =
                CuratorFrameworkFactory.newClient(ensemble.connectString(), new RetryOneTime(100));
        zooKeeper.start();
        return new Registry(ensemble, zooKeeper);
    }

    /** The settings by which the gateway has an identity. */
    static Map<String, String> keysOfTheGateway() {
        return KEYS.propertiesOf("gateway");
    }

    /** What the operator shows to the gateway. */
    static String operatorToken() {
        return KEYS.token("operator", "gateway");
    }

    String connectString() {
        return ensemble.connectString();
    }

    void register(String service, Backend backend) throws Exception {
        register(service, backend, 1);
    }

    void register(String service, Backend backend, int weight) throws Exception {
        byte[] entry =
                new JsonInstanceSerializer<>(ZookeeperInstance.class)
                        .serialize(
                                ServiceInstance.<ZookeeperInstance>builder()
                                        .id(backend.id())
                                        .name(service)
                                        .address("127.0.0.1")
                                        .port(backend.port())
                                        .payload(
                                                new ZookeeperInstance(
                                                        backend.id(),
                                                        service,
                                                        Map.of("weight", Integer.toString(weight))))
                                        .build());
        zooKeeper
                .create()
                .creatingParentsIfNeeded()
                .forPath(ROOT + service + '/' + backend.id(), entry);
    }

    void withdraw(String service, Backend backend) throws Exception {
        zooKeeper.delete().forPath(ROOT + service + '/' + backend.id());
    }

    @Override
    public void close() {
        zooKeeper.close();
        ensemble.close();
    }
}
