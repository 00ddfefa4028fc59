package io.rookery.kit.discovery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.cloud.client.ServiceInstance;

/**
 * The members of a service: all registered instances, and those that were registered until a probe
 * confirms that they have gone. A registry that loses its data or its sessions forgets instances
 * that are alive, so a lost registration alone removes no member. Not thread-safe.
 */
final class Membership {

    private static final int SILENCES_THAT_MEAN_DEATH = 3;

    private Map<String, ServiceInstance> registered = Map.of();
    private final Map<String, ServiceInstance> held = new LinkedHashMap<>();
    private final Map<String, Integer> silences = new HashMap<>();

    /** Replaces the registered instances by the current content of the registry. */
    void registered(List<ServiceInstance> now) {
        Map<String, ServiceInstance> next = new LinkedHashMap<>();
        now.forEach(instance -> next.put(idOf(instance), instance));
        registered.forEach((id, instance) -> {
            if (!next.containsKey(id)) {
                held.put(id, instance);
            }
        });
        next.keySet().forEach(this::forget);
        registered = next;
    }

    /** The members that are no longer registered and not yet known to be gone. */
    List<ServiceInstance> held() {
        return List.copyOf(held.values());
    }

    void probed(ServiceInstance instance, InstanceProbe.Result result) {
        String id = idOf(instance);
        switch (result) {
            case ALIVE -> silences.remove(id);
            case GONE -> forget(id);
            case SILENT -> {
                if (silences.merge(id, 1, Integer::sum) >= SILENCES_THAT_MEAN_DEATH) {
                    forget(id);
                }
            }
        }
    }

    List<ServiceInstance> members() {
        List<ServiceInstance> members = new ArrayList<>(registered.values());
        members.addAll(held.values());
        return List.copyOf(members);
    }

    private static String idOf(ServiceInstance instance) {
        return Objects.requireNonNull(instance.getInstanceId());
    }

    private void forget(String id) {
        held.remove(id);
        silences.remove(id);
    }
}
