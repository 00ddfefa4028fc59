package io.rookery.kit.balancing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;

/**
 * Which instances one request may go to.
 *
 * @param eligible whether an instance comes into question
 * @param preferred identifier of the instance to take as long as it is eligible, if any
 */
record Candidates(Predicate<ServiceInstance> eligible, @Nullable String preferred) {

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
}
