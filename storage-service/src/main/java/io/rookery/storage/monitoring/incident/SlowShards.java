package io.rookery.storage.monitoring.incident;

import io.rookery.storage.monitoring.probe.Component;
import io.rookery.storage.monitoring.probe.ProbeOutcome;
import io.rookery.storage.monitoring.probe.ProbeResult;
import io.rookery.storage.monitoring.probe.ProbeRound;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Finds the shards whose callers have to wait, which explains slow instances. */
final class SlowShards {

    private SlowShards() {}

    /**
     * Returns the shards with a node that does not answer well.
     *
     * @param components by their keys
     */
    static Set<String> in(
            ProbeRound round, Map<String, TrackedComponent> components, Symptoms symptoms) {
        Set<String> shards = new HashSet<>();
        for (ProbeResult result : round.sightings()) {
            Component component = result.component();
            TrackedComponent tracked = components.get(component.key());
            if (component.type() == Component.Type.POSTGRES
                    && (result.sight() != ProbeOutcome.ANSWERED
                            || symptoms.isSlow(result.took())
                            || (tracked != null && tracked.open() != null))) {
                shards.add(component.group());
            }
        }
        return shards;
    }
}
