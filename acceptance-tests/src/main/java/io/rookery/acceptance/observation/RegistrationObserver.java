package io.rookery.acceptance.observation;

import io.rookery.acceptance.fault.Faults;
import io.rookery.launcher.cluster.Cluster;
import io.rookery.launcher.process.ManagedProcess;
import io.rookery.launcher.secret.Secrets;
import io.rookery.launcher.zookeeper.ZooKeeperConnection;
import io.rookery.launcher.zookeeper.ZooKeeperLogin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.zookeeper.KeeperException;

/** Reads which instances are registered in ZooKeeper. Used by one thread. */
final class RegistrationObserver implements AutoCloseable {

    private static final List<String> SERVICES =
            List.of("user-service", "feed-service", "storage-service");
    private static final String READER = "storage-service";
    private static final Duration SESSION = Duration.ofSeconds(4);

    private final Faults.Platform platform;
    private ZooKeeperConnection zooKeeper;

    RegistrationObserver(Faults.Platform platform) {
        this.platform = platform;
        this.zooKeeper = connect(platform.cluster());
    }

    /**
     * Returns the names of instances that are not registered; also empty if no ZooKeeper server
     * answers.
     */
    List<String> unlisted() throws InterruptedException {
        Cluster cluster = platform.cluster();
        if (!zooKeeper.client().getState().isAlive()) {
            zooKeeper.close();
            zooKeeper = connect(cluster);
        }
        try {
            Set<Integer> listed = ports();
            return cluster.processes().stream()
                    .filter(process -> process.name().contains("-service-"))
                    .filter(process -> !listed.contains(announcedPort(cluster, process)))
                    .map(ManagedProcess::name)
                    .toList();
        } catch (KeeperException _) {
            return List.of();
        }
    }

    /** Connects as storage-service, which may read the registrations. */
    private static ZooKeeperConnection connect(Cluster cluster) {
        String servers =
                cluster.processes().stream()
                        .filter(process -> process.name().startsWith("zookeeper"))
                        .map(server -> "127.0.0.1:" + server.port())
                        .collect(Collectors.joining(","));
        try {
            Secrets secrets = Secrets.open(cluster.directory().resolve("secrets"));
            return new ZooKeeperLogin(READER, secrets.zooKeeperPassword(READER))
                    .connect(servers, SESSION);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Set<Integer> ports() throws KeeperException, InterruptedException {
        Set<Integer> ports = new HashSet<>();
        for (String service : SERVICES) {
            for (String entry :
                    zooKeeper.client().getChildren("/rookery/services/" + service, false)) {
                ports.add(Integer.valueOf(entry.substring(entry.lastIndexOf(':') + 1)));
            }
        }
        return ports;
    }

    private static int announcedPort(Cluster cluster, ManagedProcess instance) {
        return cluster.hasLinks() ? cluster.link(instance.name()).port() : instance.port();
    }

    @Override
    public void close() {
        zooKeeper.close();
    }
}
