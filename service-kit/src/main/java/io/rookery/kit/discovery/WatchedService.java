package io.rookery.kit.discovery;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.utils.CloseableUtils;
import org.apache.curator.x.discovery.ServiceCache;
import org.apache.curator.x.discovery.ServiceDiscovery;
import org.apache.curator.x.discovery.details.ServiceCacheListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.zookeeper.discovery.ZookeeperInstance;

/** Follows one service in ZooKeeper, from one thread of its own. */
final class WatchedService implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WatchedService.class);
    private static final Duration RETRY = Duration.ofMillis(250);
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final String name;
    private final ServiceDiscovery<ZookeeperInstance> discovery;
    private final InstanceProbe probe;
    private final Duration probeInterval;
    private final Membership membership = new Membership();
    private final Semaphore changes = new Semaphore(0);
    private final Thread follower;
    private volatile List<ServiceInstance> instances = List.of();

    private WatchedService(
            String name,
            ServiceDiscovery<ZookeeperInstance> discovery,
            InstanceProbe probe,
            Duration probeInterval) {
        this.name = name;
        this.discovery = discovery;
        this.probe = probe;
        this.probeInterval = probeInterval;
        this.follower = Thread.ofVirtual().name("instances-of-" + name).unstarted(this::follow);
    }

    static WatchedService start(
            String name,
            ServiceDiscovery<ZookeeperInstance> discovery,
            InstanceProbe probe,
            Duration probeInterval) {
        WatchedService service = new WatchedService(name, discovery, probe, probeInterval);
        service.follower.start();
        return service;
    }

    List<ServiceInstance> instances() {
        return instances;
    }

    @Override
    public void close() {
        follower.interrupt();
    }

    private void follow() {
        ServiceCache<ZookeeperInstance> cache = null;
        try {
            cache = open();
            while (true) {
                membership.registered(registeredIn(cache));
                publish();
                for (ServiceInstance held : membership.held()) {
                    membership.probed(held, probe.probe(held));
                    publish();
                }
                await(membership.held().isEmpty() ? IDLE : probeInterval);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            CloseableUtils.closeQuietly(cache);
        }
    }

    /** Tries for as long as ZooKeeper is not there. */
    private ServiceCache<ZookeeperInstance> open() throws InterruptedException {
        while (true) {
            ServiceCache<ZookeeperInstance> cache =
                    discovery.serviceCacheBuilder().name(name).build();
            cache.addListener(new ChangeListener());
            try {
                cache.start();
                return cache;
            } catch (InterruptedException e) {
                CloseableUtils.closeQuietly(cache);
                throw e;
            } catch (Exception e) {
                CloseableUtils.closeQuietly(cache);
                log.debug("The instances of {} cannot be read yet", name, e);
                Thread.sleep(RETRY);
            }
        }
    }

    private List<ServiceInstance> registeredIn(ServiceCache<ZookeeperInstance> cache) {
        return cache.getInstances().stream().map(this::toInstance).toList();
    }

    private ServiceInstance toInstance(
            org.apache.curator.x.discovery.ServiceInstance<ZookeeperInstance> entry) {
        @Nullable ZookeeperInstance payload = entry.getPayload();
        return new DefaultServiceInstance(
                entry.getId(),
                name,
                entry.getAddress(),
                entry.getPort(),
                false,
                payload == null ? Map.of() : payload.getMetadata());
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

    private void await(Duration atMost) throws InterruptedException {
        if (changes.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            changes.drainPermits();
        }
    }

    private final class ChangeListener implements ServiceCacheListener {

        @Override
        public void cacheChanged() {
            changes.release();
        }

        @Override
        public void stateChanged(CuratorFramework client, ConnectionState state) {
            changes.release();
        }
    }
}
