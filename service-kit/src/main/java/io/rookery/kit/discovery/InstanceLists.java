package io.rookery.kit.discovery;

import java.util.List;
import org.springframework.cloud.client.ServiceInstance;

/** The instances of each service, in memory. Lookups never block. */
public interface InstanceLists {

    /** Begins to watch a service, so that its instances are known by the time they are needed. */
    void watch(String service);

    /** The instances known now; empty if none has been found since the start. */
    List<ServiceInstance> of(String service);
}
