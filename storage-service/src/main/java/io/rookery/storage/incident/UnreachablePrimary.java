package io.rookery.storage.incident;

import io.rookery.storage.probe.Component;
import io.rookery.storage.probe.Report;
import io.rookery.storage.probe.Role;
import io.rookery.storage.probe.Round;
import io.rookery.storage.probe.Sight;
import io.rookery.storage.probe.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When a primary should change though the pair itself is whole: whoever manages the pair has no
 * reason of its own then. The way to the primary must be bad for most of those who use it, and for
 * us; its standby must be well, within our reach, and in touch with the primary. One that died or
 * is frozen is not spoken of here: its manager sees to that. One that merely looks frozen is: with
 * so many who miss it, what others have heard since is enough, before a diagnosis takes it to be.
 */
final class UnreachablePrimary {

    /** Older word from the primary does not show that the standby is in touch with it. */
    private static final Duration IN_TOUCH = Duration.ofSeconds(3);

    private UnreachablePrimary() {}

    /**
     * Why another primary should be asked for; empty when it should not.
     *
     * @param isHeardElsewhere whether others have heard from it after it fell silent here
     */
    static Optional<String> reason(Incident open, boolean isHeardElsewhere, Round round) {
        boolean isConcerned =
                open.component().type() == Component.Type.POSTGRES
                        && open.role() == Role.PRIMARY
                        && open.times().routedAround() == null
                        && isAlive(open.kind(), isHeardElsewhere);
        if (!isConcerned || !isStandbyWell(open.component(), round)) {
            return Optional.empty();
        }
        String shard = open.component().group();
        List<Boolean> votes =
                reports(round)
                        .map(report -> report.doubts().get(shard))
                        .filter(Objects::nonNull)
                        .toList();
        long doubting = votes.stream().filter(doubts -> doubts).count();
        return doubting * 2 > votes.size()
                ? Optional.of(
                        "%d of %d instances that use %s get no answer in time from its primary, and its standby is well."
                                .formatted(doubting, votes.size(), shard))
                : Optional.empty();
    }

    private static boolean isAlive(Kind kind, boolean isHeardElsewhere) {
        return switch (kind) {
            case PARTITIONED, SLOW -> true;
            case FROZEN -> isHeardElsewhere;
            case CRASHED, MEMORY, OVERLOAD, DISK_FULL, CLOCK -> false;
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

    private static Stream<Report> reports(Round round) {
        return round.sightings().stream()
                .filter(seen -> seen.component().type() == Component.Type.INSTANCE)
                .map(Sighting::report)
                .filter(Objects::nonNull);
    }
}
