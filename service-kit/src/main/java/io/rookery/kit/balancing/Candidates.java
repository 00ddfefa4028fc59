package io.rookery.kit.balancing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;

/**
 * Selects the instances that one request may be sent to.
 *
 * @param eligible whether an instance may get the request
 * @param preferred identifier of the instance to take as long as it is eligible, if any
 * @param load how busy an instance is; less is better
 */
record Candidates(
        Predicate<ServiceInstance> eligible,
        @Nullable String preferred,
        ToIntFunction<ServiceInstance> load) {

    List<ServiceInstance> among(List<ServiceInstance> all) {
        List<ServiceInstance> candidates = new ArrayList<>(all.size());
        for (ServiceInstance instance : all) {
            if (eligible.test(instance)) {
                if (preferred != null && preferred.equals(instance.getInstanceId())) {
                    return List.of(instance);
                }
                candidates.add(instance);
            }
        }
        return candidates;
    }

    /** The eligible instances with the lowest load. */
    List<ServiceInstance> leastBusyAmong(List<ServiceInstance> all) {
        List<ServiceInstance> leastBusy = new ArrayList<>(all.size());
        int least = Integer.MAX_VALUE;
        for (ServiceInstance instance : among(all)) {
            int busy = load.applyAsInt(instance);
            if (busy < least) {
                leastBusy.clear();
                least = busy;
            }
            if (busy == least) {
                leastBusy.add(instance);
            }
        }
        return leastBusy;
    }
}
