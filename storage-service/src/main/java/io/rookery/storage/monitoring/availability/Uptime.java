package io.rookery.storage.monitoring.availability;

import io.rookery.storage.monitoring.availability.AvailabilityRecord.Scope;
import io.rookery.storage.monitoring.probe.Component;
import io.rookery.storage.monitoring.probe.ProbeOutcome;
import io.rookery.storage.monitoring.probe.ProbeResult;
import io.rookery.storage.monitoring.probe.ProbeRound;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Adds up how long each component, each group and the platform as a whole was up. The time between
 * two rounds counts as up or down according to the second round. Not thread-safe.
 */
public final class Uptime {

    static final String PLATFORM = "platform";

    /** A longer time between two rounds does not count: nothing is known about it. */
    private static final Duration LONGEST_STEP = Duration.ofSeconds(5);

    private final Map<String, AvailabilityRecord> watched = new LinkedHashMap<>();
    private @Nullable Instant latest;

    /** Adds the totals of earlier terms of leadership. */
    public void restore(Collection<AvailabilityRecord> earlier) {
        earlier.forEach(this::add);
    }

    private void add(AvailabilityRecord known) {
        watched.merge(known.key(), known, AvailabilityRecord::plus);
    }

    /**
     * Moves the totals of components that are no longer probed to their groups. Otherwise the
     * number of records would grow without bound.
     *
     * @param sought tells whether a component is still probed
     */
    public void forget(Predicate<Component> sought) {
        for (AvailabilityRecord known : watched()) {
            Component component = known.component();
            if (component != null && !sought.test(component)) {
                watched.remove(known.key());
                add(known.former());
            }
        }
    }

    /**
     * Adds one round.
     *
     * @param departed tells whether a component stopped on purpose; such a component is skipped
     */
    public void observe(ProbeRound round, Predicate<Component> departed) {
        Instant before = latest;
        latest = round.at();
        Duration step = before == null ? Duration.ZERO : Duration.between(before, round.at());
        if (round.isBlind() || !step.isPositive() || step.compareTo(LONGEST_STEP) > 0) {
            return;
        }
        long millis = step.toMillis();
        Map<String, Boolean> groups = new LinkedHashMap<>();
        for (ProbeResult sighting : round.sightings()) {
            Component component = sighting.component();
            if (departed.test(component)) {
                continue;
            }
            add(
                    new AvailabilityRecord(Scope.COMPONENT, component.group(), component, 0, 0),
                    millis,
                    sighting.sight() == ProbeOutcome.ANSWERED);
            groups.merge(component.group(), isServing(sighting), Boolean::logicalOr);
        }
        groups.forEach((group, isUp) ->
                add(new AvailabilityRecord(Scope.GROUP, group, null, 0, 0), millis, isUp));
        add(
                new AvailabilityRecord(Scope.PLATFORM, PLATFORM, null, 0, 0),
                millis,
                !groups.containsValue(false));
    }

    /** Returns the totals so far. */
    public List<AvailabilityRecord> watched() {
        return List.copyOf(watched.values());
    }

    private static boolean isServing(ProbeResult sighting) {
        return sighting.report() != null && sighting.report().serving();
    }

    /** A component or group that has never been up does not count as down: it has yet to start. */
    private void add(AvailabilityRecord blank, long millis, boolean isUp) {
        if (isUp || watched.containsKey(blank.key())) {
            watched.merge(
                    blank.key(),
                    blank.plus(millis, isUp),
                    (present, _) -> present.plus(millis, isUp));
        }
    }
}
