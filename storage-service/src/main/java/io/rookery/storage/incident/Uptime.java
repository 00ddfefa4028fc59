package io.rookery.storage.incident;

import io.rookery.storage.incident.Watched.Scope;
import io.rookery.storage.probe.Component;
import io.rookery.storage.probe.Round;
import io.rookery.storage.probe.Sight;
import io.rookery.storage.probe.Sighting;
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
 * two rounds counts as the second one found it. Not thread-safe.
 */
final class Uptime {

    static final String PLATFORM = "platform";

    /** A longer pause was not a look at anything: nothing is known about it. */
    private static final Duration LONGEST_STEP = Duration.ofSeconds(5);

    private final Map<String, Watched> watched = new LinkedHashMap<>();
    private @Nullable Instant latest;

    /** Goes on from what somebody else has added up. */
    void restore(Collection<Watched> earlier) {
        earlier.forEach(this::add);
    }

    private void add(Watched known) {
        watched.merge(known.key(), known, Watched::plus);
    }

    /**
     * Leaves to their groups what was added up of components that are not looked for any more:
     * otherwise there would be ever more of them.
     *
     * @param sought tells those that are
     */
    void forget(Predicate<Component> sought) {
        for (Watched known : watched()) {
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
     * @param departed tells those that are meant to be away
     */
    void observe(Round round, Predicate<Component> departed) {
        Instant before = latest;
        latest = round.at();
        Duration step = before == null ? Duration.ZERO : Duration.between(before, round.at());
        if (round.isBlind() || !step.isPositive() || step.compareTo(LONGEST_STEP) > 0) {
            return;
        }
        long millis = step.toMillis();
        Map<String, Boolean> groups = new LinkedHashMap<>();
        for (Sighting sighting : round.sightings()) {
            Component component = sighting.component();
            if (departed.test(component)) {
                continue;
            }
            add(
                    new Watched(Scope.COMPONENT, component.group(), component, 0, 0),
                    millis,
                    sighting.sight() == Sight.ANSWERED);
            groups.merge(component.group(), isServing(sighting), Boolean::logicalOr);
        }
        groups.forEach(
                (group, isUp) -> add(new Watched(Scope.GROUP, group, null, 0, 0), millis, isUp));
        add(
                new Watched(Scope.PLATFORM, PLATFORM, null, 0, 0),
                millis,
                !groups.containsValue(false));
    }

    List<Watched> watched() {
        return List.copyOf(watched.values());
    }

    private static boolean isServing(Sighting sighting) {
        return sighting.report() != null && sighting.report().serving();
    }

    /** What has never been up is not down either: it has yet to start. */
    private void add(Watched blank, long millis, boolean isUp) {
        if (isUp || watched.containsKey(blank.key())) {
            watched.merge(
                    blank.key(),
                    blank.plus(millis, isUp),
                    (present, _) -> present.plus(millis, isUp));
        }
    }
}
