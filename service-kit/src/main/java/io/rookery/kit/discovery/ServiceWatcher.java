package io.rookery.kit.discovery;

import io.rookery.worker.WakeUp;
import io.rookery.worker.WorkerThread;
import java.time.Duration;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.client.ServiceInstance;

/** Watches the instances of one service in ZooKeeper, on a thread of its own. */
final class ServiceWatcher implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ServiceWatcher.class);
    private static final Duration IDLE = Duration.ofSeconds(30);

    /** How long the thread pauses after a failure. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final String name;
    private final String path;
    private final CuratorFramework curator;
    private final Registrations registrations;
    private final InstanceProbe probe;
    private final Duration probeInterval;
    private final Membership membership = new Membership();
    private final WakeUp changed = new WakeUp();
    private final Thread follower;
    private volatile List<ServiceInstance> instances = List.of();

    private ServiceWatcher(
            String name,
            CuratorFramework curator,
            Registrations registrations,
            InstanceProbe probe,
            DiscoverySettings settings) {
        this.name = name;
        this.path = Registrations.pathOf(name);
        this.curator = curator;
        this.registrations = registrations;
        this.probe = probe;
        this.probeInterval = settings.probeInterval();
        this.follower = WorkerThread.of("instances-of-" + name, PAUSE, this::follow);
    }

    static ServiceWatcher start(
            String name,
            CuratorFramework curator,
            Registrations registrations,
            InstanceProbe probe,
            DiscoverySettings settings) {
        ServiceWatcher service = new ServiceWatcher(name, curator, registrations, probe, settings);
        service.follower.start();
        return service;
    }

    List<ServiceInstance> instances() {
        return instances;
    }

    @Override
    public void close() {
        WorkerThread.end(follower);
    }

    private void follow() throws InterruptedException {
        try (CuratorCache cache =
                CuratorCache.builder(curator, path)
                        .withExceptionHandler(
                                e -> log.debug("The instances of {} cannot be read now", name, e))
                        .build()) {
            cache.listenable().addListener((_, _, _) -> changed.signal());
            cache.start();
            while (true) {
                membership.registered(registeredIn(cache));
                publish();
                for (ServiceInstance held : membership.held()) {
                    membership.probed(held, probe.probe(held));
                    publish();
                }
                changed.await(membership.held().isEmpty() ? IDLE : probeInterval);
            }
        }
    }

    private List<ServiceInstance> registeredIn(CuratorCache cache) {
        return cache.stream()
                .filter(node -> node.getPath().length() > path.length())
                .flatMap(node ->
                        registrations
                                .read(
                                        name,
                                        node.getPath().substring(path.length() + 1),
                                        node.getData(),
                                        node.getStat().getEphemeralOwner())
                                .stream())
                .map(Registration::toInstance)
                .toList();
    }

    private void publish() {
        List<ServiceInstance> now = membership.members();
        if (!now.equals(instances)) {
            instances = now;
            log.info(
                    "{} is served by {}",
                    name,
                    now.stream().map(ServiceInstance::getInstanceId).toList());
        }
    }
}
