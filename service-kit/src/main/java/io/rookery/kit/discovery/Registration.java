package io.rookery.kit.discovery;

import io.rookery.kit.identity.Peer;
import java.util.Map;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;

/**
 * What an instance says of itself in the registry.
 *
 * @param service which service it is an instance of
 * @param host name or address under which others reach it
 * @param port port under which others reach it
 * @param weight share of the requests, relative to the other instances
 * @param session of its client in ZooKeeper, which ends when the instance does
 */
public record Registration(Peer service, String host, int port, int weight, long session) {

    /**
     * An address names one instance at a time, so that a restarted one takes its own place again.
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
