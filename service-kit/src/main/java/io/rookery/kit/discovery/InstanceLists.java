package io.rookery.kit.discovery;

import java.util.List;
import org.springframework.cloud.client.ServiceInstance;

/** The instances of each service, in memory: asking for them never waits. */
public interface InstanceLists {

    /** Begins to follow a service, so that its instances are known by the time they are needed. */
    void watch(String service);

    /** The instances known now; empty when none has been heard of since the start. */
    List<ServiceInstance> of(String service);
}
