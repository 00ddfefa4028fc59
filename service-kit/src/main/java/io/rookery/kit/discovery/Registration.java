package io.rookery.kit.discovery;

import io.rookery.kit.identity.Peer;
import java.util.Map;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;

/**
 * The entry of an instance in the registry.
 *
 * @param service the service that the instance belongs to
 * @param host name or address under which other instances reach it
 * @param port port under which other instances reach it
 * @param weight share of the requests, relative to the other instances
 * @param session the instance's ZooKeeper session, which ends when the instance does
 */
public record Registration(Peer service, String host, int port, int weight, long session) {

    /**
     * Identifier of the instance: its address. Only one instance at a time has an address, so a
     * restarted instance keeps its identifier.
     */
    public String id() {
        return host + ':' + port;
    }

    ServiceInstance toInstance() {
        return new DefaultServiceInstance(
                id(),
                service.text(),
                host,
                port,
                false,
                Map.of("weight", Integer.toString(weight)));
    }
}
