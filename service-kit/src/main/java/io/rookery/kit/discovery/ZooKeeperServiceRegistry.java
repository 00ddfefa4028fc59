package io.rookery.kit.discovery;

import io.rookery.kit.identity.ServiceIdentity;
import io.rookery.worker.ReportOnce;
import io.rookery.worker.WakeUp;
import io.rookery.worker.WorkerThread;
import java.time.Duration;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.client.serviceregistry.ServiceRegistry;

/**
 * Registers this instance in ZooKeeper, and restores the registration whenever ZooKeeper has lost
 * it.
 *
 * <p>Curator's own registration is not used: after a reconnection it can give up for good.
 */
final class ZooKeeperServiceRegistry
        implements ServiceRegistry<InstanceRegistration>, AutoCloseable {

    /** Status of an instance that other services may call. */
    static final String UP = "UP";

    /** Status of an instance that is not registered. */
    static final String OUT_OF_SERVICE = "OUT_OF_SERVICE";

    private static final Logger log = LoggerFactory.getLogger(ZooKeeperServiceRegistry.class);
    private static final Duration LONGEST_WITHDRAWAL = Duration.ofSeconds(1);

    private final ServiceIdentity identity;
    private final CuratorFramework curator;
    private final Duration check;
    private final WakeUp reconnected = new WakeUp();
    private @Nullable Thread keeper;

    /** The registration created last; other instances rely on it. Set by the keeper thread only. */
    private volatile @Nullable Registration registered;

    private final ReportOnce<RegistrationFailure> failures = new ReportOnce<>();
    private boolean wasRegistered;

    /**
     * Creates a registry.
     *
     * @param check interval at which the registration is checked, and restored if it is lost
     */
    ZooKeeperServiceRegistry(ServiceIdentity identity, CuratorFramework curator, Duration check) {
        this.identity = identity;
        this.curator = curator;
        this.check = check;
        curator.getConnectionStateListenable().addListener((_, _) -> reconnected.signal());
    }

    /**
     * Registers the instance as soon as ZooKeeper is available, and keeps it registered. Returns at
     * once.
     */
    @Override
    public synchronized void register(@Nullable InstanceRegistration instance) {
        if (keeper == null && instance != null) {
            Thread thread = WorkerThread.of("registration", check, () -> keep(instance));
            thread.start();
            keeper = thread;
        }
    }

    /** Withdraws the registration. Waits for ZooKeeper for a second at most. */
    @Override
    public synchronized void deregister(@Nullable InstanceRegistration instance) {
        Thread registration = keeper;
        if (registration == null || instance == null) {
            return;
        }
        registration.interrupt();
        Thread deletion =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                registration.join();
                                delete(pathOf(instance));
                            } catch (Exception e) {
                                log.debug("The registration ends with the session", e);
                            }
                        });
        try {
            deletion.join(LONGEST_WITHDRAWAL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        keeper = null;
        registered = null;
    }

    /**
     * Registers or withdraws the instance.
     *
     * @param status {@link #UP} or {@link #OUT_OF_SERVICE}
     * @throws IllegalArgumentException if the status is another one
     */
    @Override
    public void setStatus(InstanceRegistration instance, String status) {
        switch (status) {
            case UP -> register(instance);
            case OUT_OF_SERVICE -> deregister(instance);
            default ->
                    throw new IllegalArgumentException(
                            "The status must be UP or OUT_OF_SERVICE, not " + status);
        }
    }

    /** {@link #UP} if the instance has been registered, otherwise {@link #OUT_OF_SERVICE}. */
    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the interface says so
    public <T> T getStatus(InstanceRegistration instance) {
        return (T) (registered == null ? OUT_OF_SERVICE : UP);
    }

    @Override
    public synchronized void close() {
        if (keeper != null) {
            keeper.interrupt();
            keeper = null;
        }
    }

    private void keep(InstanceRegistration instance) throws InterruptedException {
        while (true) {
            look(instance);
            reconnected.await(check);
        }
    }

    private void look(InstanceRegistration instance) throws InterruptedException {
        try {
            if (ensureRegistered(instance)) {
                log.info(
                        "Registered as {} of {}", instance.getInstanceId(), identity.self().text());
                wasRegistered = true;
            }
            failures.clear();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            report(RegistrationFailure.of(e), e);
        }
    }

    /** Logs a failure, but only if its kind differs from that of the last one. */
    private void report(RegistrationFailure kind, Exception failure) {
        if (!failures.isNew(kind)) {
            return;
        }
        switch (kind) {
            case UNREACHABLE -> {
                // At startup, ZooKeeper may become available a little later than this instance.
                if (wasRegistered) {
                    log.warn("ZooKeeper is unavailable; the registration is retried later");
                }
            }
            case REFUSED -> log.error("ZooKeeper does not let this instance register", failure);
            case UNFORESEEN ->
                    log.error("The registration failed unexpectedly and is retried", failure);
        }
    }

    /**
     * Creates the registration unless it exists in the current session.
     *
     * @return whether it was missing, or left over from an earlier session, and has been created
     */
    private boolean ensureRegistered(InstanceRegistration instance) throws Exception {
        String path = pathOf(instance);
        Stat stat = curator.checkExists().forPath(path);
        long session = curator.getZookeeperClient().getZooKeeper().getSessionId();
        Registration known = registered;
        if (stat != null
                && known != null
                && known.session() == session
                && stat.getEphemeralOwner() == session) {
            return false;
        }
        if (stat != null) {
            delete(path);
        }
        // If a new session begins in between, other instances reject this registration. The next
        // check replaces it.
        Registration next =
                new Registration(
                        identity.self(),
                        instance.getHost(),
                        instance.getPort(),
                        instance.weight(),
                        session);
        curator.create()
                .creatingParentContainersIfNeeded()
                .withMode(CreateMode.EPHEMERAL)
                .forPath(path, Registrations.write(next, identity));
        registered = next;
        return true;
    }

    private void delete(String path) throws Exception {
        try {
            curator.delete().forPath(path);
        } catch (KeeperException.NoNodeException e) {
            log.debug("The registration was gone already", e);
        }
    }

    private String pathOf(InstanceRegistration instance) {
        return Registrations.pathOf(identity.self().text()) + '/' + instance.getInstanceId();
    }
}
