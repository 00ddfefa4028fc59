package io.rookery.kit.discovery;

import io.rookery.kit.identity.ServiceIdentity;
import io.rookery.kit.thread.WorkerThreads;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;

/**
 * Registers this instance in ZooKeeper once it is ready, and restores the registration whenever
 * ZooKeeper has lost it. Before the web server stops, it withdraws the registration and waits for
 * the drain time.
 *
 * <p>Curator's own registration is not used: after a reconnection it can give up for good.
 */
final class InstanceRegistrar
        implements SmartLifecycle, ApplicationListener<WebServerInitializedEvent> {

    private static final Logger log = LoggerFactory.getLogger(InstanceRegistrar.class);
    private static final Duration READINESS_CHECK = Duration.ofMillis(100);
    private static final Duration LONGEST_WITHDRAWAL = Duration.ofSeconds(1);

    private final ServiceIdentity identity;
    private final CuratorFramework curator;
    private final DiscoverySettings settings;
    private final InstanceSettings instance;
    private final BooleanSupplier isReady;
    private final Semaphore reconnections = new Semaphore(0);
    private volatile int port;
    private volatile @Nullable Thread keeper;
    private volatile boolean running;

    /** The registration created last; other instances rely on it. Set by the keeper thread only. */
    private @Nullable Registration registered;

    private RegistrationFailure trouble = RegistrationFailure.NONE;
    private boolean wasRegistered;

    InstanceRegistrar(
            ServiceIdentity identity,
            CuratorFramework curator,
            DiscoverySettings settings,
            InstanceSettings instance,
            BooleanSupplier isReady) {
        this.identity = identity;
        this.curator = curator;
        this.settings = settings;
        this.instance = instance;
        this.isReady = isReady;
    }

    @Override
    public void onApplicationEvent(WebServerInitializedEvent event) {
        if (!"management".equals(event.getApplicationContext().getServerNamespace())) {
            register(event.getWebServer().getPort());
        }
    }

    void register(int onPort) {
        port = instance.port() == 0 ? onPort : instance.port();
        curator.getConnectionStateListenable().addListener((_, _) -> reconnections.release());
        Thread thread =
                WorkerThreads.thread("registration", settings.registrationCheck(), this::keep);
        thread.start();
        keeper = thread;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public void stop(Runnable stopped) {
        running = false;
        Thread.ofVirtual()
                .name("withdrawal")
                .start(() -> {
                    try {
                        withdraw();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } finally {
                        stopped.run();
                    }
                });
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void keep() throws InterruptedException {
        while (!isReady.getAsBoolean()) {
            Thread.sleep(READINESS_CHECK);
        }
        while (true) {
            look();
            if (reconnections.tryAcquire(
                    settings.registrationCheck().toMillis(), TimeUnit.MILLISECONDS)) {
                reconnections.drainPermits();
            }
        }
    }

    private void look() throws InterruptedException {
        try {
            if (ensureRegistered()) {
                log.info("Registered as {} of {}", id(), identity.self().text());
                wasRegistered = true;
            }
            trouble = RegistrationFailure.NONE;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            complain(RegistrationFailure.of(e), e);
        }
    }

    /** Logs a failure, but only if its kind differs from that of the last one. */
    private void complain(RegistrationFailure now, Exception failure) {
        if (now == trouble) {
            return;
        }
        trouble = now;
        switch (now) {
            case UNREACHABLE -> {
                // At startup, ZooKeeper may become available a little later than this instance.
                if (wasRegistered) {
                    log.warn("ZooKeeper is unavailable; the registration is retried later");
                }
            }
            case REFUSED -> log.error("ZooKeeper does not let this instance register", failure);
            case UNFORESEEN ->
                    log.error("The registration failed unexpectedly and is retried", failure);
            case NONE -> {}
        }
    }

    /**
     * Creates the registration unless it exists in the current session.
     *
     * @return whether it was missing, or left over from an earlier session, and has been created
     */
    private boolean ensureRegistered() throws Exception {
        Stat stat = curator.checkExists().forPath(path());
        long session = curator.getZookeeperClient().getZooKeeper().getSessionId();
        if (stat != null
                && registered != null
                && registered.session() == session
                && stat.getEphemeralOwner() == session) {
            return false;
        }
        if (stat != null) {
            delete();
        }
        // If a new session begins in between, other instances reject this registration. The next
        // check replaces it.
        registered = registrationIn(session);
        curator.create()
                .creatingParentContainersIfNeeded()
                .withMode(CreateMode.EPHEMERAL)
                .forPath(path(), Registrations.write(registered, identity));
        return true;
    }

    private void withdraw() throws InterruptedException {
        Thread registration = keeper;
        if (registration == null) {
            return;
        }
        registration.interrupt();
        Thread deletion =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                registration.join();
                                delete();
                            } catch (Exception e) {
                                log.debug("The registration ends with the session", e);
                            }
                        });
        deletion.join(LONGEST_WITHDRAWAL);
        log.info("Withdrawn; draining for {} ms", settings.drain().toMillis());
        Thread.sleep(settings.drain());
    }

    private void delete() throws Exception {
        try {
            curator.delete().forPath(path());
        } catch (KeeperException.NoNodeException e) {
            log.debug("The registration was gone already", e);
        }
    }

    private Registration registrationIn(long session) {
        return new Registration(identity.self(), instance.host(), port, instance.weight(), session);
    }

    private String id() {
        return registrationIn(0).id();
    }

    private String path() {
        return Registrations.pathOf(identity.self().text()) + '/' + id();
    }
}
