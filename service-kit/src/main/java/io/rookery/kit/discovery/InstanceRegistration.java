package io.rookery.kit.discovery;

import org.springframework.cloud.client.DefaultServiceInstance;

/** This instance, as Spring Cloud registers it. */
final class InstanceRegistration extends DefaultServiceInstance
        implements org.springframework.cloud.client.serviceregistry.Registration {

    private final int weight;

    /**
     * Creates a registration.
     *
     * @param service name of the service
     * @param port port under which other instances reach this one
     */
    InstanceRegistration(String service, InstanceSettings settings, int port) {
        super(settings.host() + ':' + port, service, settings.host(), port, false);
        this.weight = settings.weight();
    }

    /** Share of the requests, relative to the other instances. */
    int weight() {
        return weight;
    }
}
