package io.rookery.gateway.proxy;

import io.rookery.kit.failover.RequestFailover;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The services that the routes lead to. Thread-safe. */
final class RoutedServices {

    private final Set<String> services = ConcurrentHashMap.newKeySet();
    private final RequestFailover failover;

    RoutedServices(RequestFailover failover) {
        this.failover = failover;
    }

    void add(String service) {
        services.add(service);
        failover.prepare(service);
    }

    /** Whether an instance of each service is known. */
    boolean areKnown() {
        return !services.isEmpty() && services.stream().allMatch(failover::knows);
    }
}
