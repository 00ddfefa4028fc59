package io.rookery.kit.discovery;

import io.rookery.worker.WorkerThread;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.cloud.client.discovery.event.InstanceRegisteredEvent;
import org.springframework.cloud.client.serviceregistry.ServiceRegistry;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;

/**
 * Registers this instance once it is ready. Before the web server stops, it withdraws the
 * registration and waits for the drain time.
 */
final class InstanceRegistrar
        implements SmartLifecycle, ApplicationListener<WebServerInitializedEvent> {

    private static final Logger log = LoggerFactory.getLogger(InstanceRegistrar.class);
    private static final Duration READINESS_CHECK = Duration.ofMillis(100);

    private final ServiceRegistry<InstanceRegistration> registry;
    private final String service;
    private final DiscoverySettings settings;
    private final InstanceSettings instance;
    private final BooleanSupplier isReady;
    private final ApplicationEventPublisher events;
    private volatile @Nullable InstanceRegistration registration;
    private volatile @Nullable Thread starting;
    private volatile boolean running;

    /**
     * Creates a registrar.
     *
     * @param service name of the service of this instance
     */
    InstanceRegistrar(
            ServiceRegistry<InstanceRegistration> registry,
            String service,
            DiscoverySettings settings,
            InstanceSettings instance,
            BooleanSupplier isReady,
            ApplicationEventPublisher events) {
        this.registry = registry;
        this.service = service;
        this.settings = settings;
        this.instance = instance;
        this.isReady = isReady;
        this.events = events;
    }

    @Override
    public void onApplicationEvent(WebServerInitializedEvent event) {
        if (!"management".equals(event.getApplicationContext().getServerNamespace())) {
            register(event.getWebServer().getPort());
        }
    }

    void register(int onPort) {
        InstanceRegistration self =
                new InstanceRegistration(
                        service, instance, instance.port() == 0 ? onPort : instance.port());
        registration = self;
        Thread thread =
                WorkerThread.of(
                        "registration-once-ready", READINESS_CHECK, () -> registerOnceReady(self));
        thread.start();
        starting = thread;
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

    private void registerOnceReady(InstanceRegistration self) throws InterruptedException {
        while (!isReady.getAsBoolean()) {
            Thread.sleep(READINESS_CHECK);
        }
        registry.register(self);
        events.publishEvent(new InstanceRegisteredEvent<>(this, instance));
    }

    private void withdraw() throws InterruptedException {
        InstanceRegistration self = registration;
        Thread waiting = starting;
        if (self == null || waiting == null) {
            return;
        }
        WorkerThread.end(waiting);
        registry.deregister(self);
        log.info("Registration withdrawn; draining for {} ms", settings.drain().toMillis());
        Thread.sleep(settings.drain());
    }
}
