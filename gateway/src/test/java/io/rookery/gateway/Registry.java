package io.rookery.gateway;

import io.rookery.kit.discovery.Registration;
import io.rookery.kit.discovery.Registrations;
import io.rookery.kit.identity.Peer;
import io.rookery.kit.identity.PeerKeys;
import io.rookery.kit.identity.ServiceIdentity;
import io.rookery.launcher.port.FreePorts;
import io.rookery.launcher.secret.ServiceKeys;
import io.rookery.launcher.zookeeper.ZooKeeperEnsemble;
import io.rookery.launcher.zookeeper.ZooKeeperSettings;
import java.nio.file.Path;
import java.util.Map;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.CreateMode;

/** A real ZooKeeper in which backends are registered in the same way as real instances. */
final class Registry implements AutoCloseable {

    private static final ServiceKeys KEYS = ServiceKeys.generate();

    private final ZooKeeperEnsemble ensemble;
    private final CuratorFramework zooKeeper;

    private Registry(ZooKeeperEnsemble ensemble, CuratorFramework zooKeeper) {
        this.ensemble = ensemble;
        this.zooKeeper = zooKeeper;
    }

    static Registry start(Path directory) {
        ZooKeeperEnsemble ensemble =
                ZooKeeperEnsemble.start(ZooKeeperSettings.of(directory, FreePorts.reserve(1)));
        CuratorFramework zooKeeper =
                CuratorFrameworkFactory.newClient(ensemble.connectString(), new RetryOneTime(100));
        zooKeeper.start();
        return new Registry(ensemble, zooKeeper);
    }

    /** The settings that give the gateway its identity. */
    static Map<String, String> keysOfTheGateway() {
        return KEYS.propertiesOf("gateway");
    }

    /** The token that the operator presents to the gateway. */
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
        zooKeeper.blockUntilConnected(); // before that there is no session to sign for
        Peer peer = Peer.of(service);
        byte[] entry =
                Registrations.write(
                        new Registration(
                                peer,
                                "127.0.0.1",
                                backend.port(),
                                weight,
                                zooKeeper.getZookeeperClient().getZooKeeper().getSessionId()),
                        new ServiceIdentity(
                                peer, KEYS.signingKeyOf(service), PeerKeys.parse(KEYS.peerKeys())));
        zooKeeper
                .create()
                .creatingParentContainersIfNeeded()
                .withMode(CreateMode.EPHEMERAL)
                .forPath(Registrations.pathOf(service) + '/' + backend.id(), entry);
    }

    void withdraw(String service, Backend backend) throws Exception {
        zooKeeper.delete().forPath(Registrations.pathOf(service) + '/' + backend.id());
    }

    @Override
    public void close() {
        zooKeeper.close();
        ensemble.close();
    }
}
