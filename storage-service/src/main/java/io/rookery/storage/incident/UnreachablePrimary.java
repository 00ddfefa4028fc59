package io.rookery.storage.incident;

import io.rookery.storage.probe.Component;
import io.rookery.storage.probe.Report;
import io.rookery.storage.probe.Role;
import io.rookery.storage.probe.Round;
import io.rookery.storage.probe.Sight;
import io.rookery.storage.probe.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a primary should change though the pair itself is whole: whoever manages the pair has no
 * reason of its own then. The way to the primary must be bad for most of those who use it, and for
 * us; its standby must be well, within our reach, and in touch with the primary. One that died or
 * is frozen is not spoken of here: its manager sees to that.
 */
final class UnreachablePrimary {

    /** Older word from the primary does not show that the standby is in touch with it. */
    private static final Duration IN_TOUCH = Duration.ofSeconds(3);

    private UnreachablePrimary() {}

    /**
     * Why another primary should be asked for; empty when it should not.
     *
     * @param confirmations how often it has to be missed until we alone take it for lost; one fewer
     *     is enough where most others miss it, too
     */
    static Optional<String> reason(Track track, int confirmations, Round round) {
        Component component = track.component();
        boolean isConcerned =
                component.type() == Component.Type.POSTGRES
                        && track.role() == Role.PRIMARY
                        && isInTrouble(track, confirmations);
        if (!isConcerned || !isStandbyWell(component, round)) {
            return Optional.empty();
        }
        String shard = component.group();
        Doubts doubts = Doubts.of(shard, round);
        return doubts.areOfMost()
                ? Optional.of(
                        "%d of %d instances that use %s get no answer in time from its primary, and its standby is well."
                                .formatted(doubts.doubting(), doubts.using(), shard))
                : Optional.empty();
    }

    /** Whether it lives, as far as can be told, and cannot be reached from here. */
    private static boolean isInTrouble(Track track, int confirmations) {
        Incident open = track.open();
        if (open == null) {
            return track.missed() >= confirmations - 1 && track.isHeardElsewhere();
        }
        return open.times().routedAround() == null
                && switch (open.kind()) {
                    case PARTITIONED, SLOW -> true;
                    case FROZEN -> track.isHeardElsewhere();
                    case CRASHED,
                            MEMORY,
                            OVERLOAD,
                            DISK_FULL,
                            SPLIT_BRAIN,
                            NOT_REPLICATING,
                            WRITES_REFUSED,
                            UNTOLD,
                            CLOCK ->
                            false;
                };
    }

    private static boolean isStandbyWell(Component primary, Round round) {
        return round.sightings().stream()
                .filter(seen -> seen.sight() == Sight.ANSWERED)
                .filter(seen -> seen.component().type() == Component.Type.POSTGRES)
                .filter(seen -> seen.component().group().equals(primary.group()))
                .anyMatch(seen -> isInTouch(seen, round.at()));
    }

    private static boolean isInTouch(Sighting seen, Instant now) {
        Report report = seen.report();
        return report != null
                && report.role() == Role.REPLICA
                && report.heard().values().stream().anyMatch(now.minus(IN_TOUCH)::isBefore);
    }
}
