package io.rookery.storage.incident;

import io.rookery.storage.probe.Component;
import io.rookery.storage.probe.Report;
import io.rookery.storage.probe.Role;
import io.rookery.storage.probe.Round;
import io.rookery.storage.probe.Sighting;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is wrong with an engine that only shows beside the others of its group. */
final class Peers {

    private Peers() {}

    /** The round in which each report also says what the others of its group show about it. */
    static Round compared(Round round) {
        List<Sighting> primaries =
                round.sightings().stream().filter(seen -> has(seen, Role.PRIMARY)).toList();
        List<Sighting> compared =
                round.sightings().stream().map(seen -> compared(seen, primaries)).toList();
        return new Round(round.at(), compared, round.registered());
    }

    private static Sighting compared(Sighting seen, List<Sighting> primaries) {
        Report report = seen.report();
        if (report == null || report.role() == Role.MEMBER) {
            return seen;
        }
        @Nullable String rival = rival(seen, report, primaries);
        @Nullable String notReplicating = notReplicating(seen, report, primaries);
        return seen.with(report.under(report.strain().beside(rival, notReplicating)));
    }

    /** Of several primaries of a shard all but the one that was promoted last have one. */
    private static @Nullable String rival(Sighting seen, Report report, List<Sighting> primaries) {
        if (report.role() != Role.PRIMARY || !isPostgres(seen)) {
            return null;
        }
        return primaries.stream()
                .filter(other -> isOfSameGroup(other, seen) && timeline(other) > report.timeline())
                .findFirst()
                .map(other ->
                        "%s takes writes, too, and on timeline %d, while this one is on %d: whoever manages the pair has not ended it."
                                .formatted(
                                        other.component().title(),
                                        timeline(other),
                                        report.timeline()))
                .orElse(null);
    }

    /** One whose primary is away has nothing to replicate. */
    private static @Nullable String notReplicating(
            Sighting seen, Report report, List<Sighting> primaries) {
        if (report.role() != Role.REPLICA || report.streams()) {
            return null;
        }
        Optional<Sighting> primary =
                primaries.stream()
                        .filter(other -> isOfSameGroup(other, seen))
                        .filter(other ->
                                isPostgres(seen)
                                        || other.component().address().equals(report.follows()))
                        .findFirst();
        return primary.map(other ->
                        "It receives nothing from %s. %s"
                                .formatted(
                                        other.component().title(),
                                        isPostgres(seen)
                                                ? "If the primary no longer has the WAL that it needs, it has to be rebuilt (patronictl reinit)."
                                                : "It has to join the cluster again (CLUSTER MEET, CLUSTER REPLICATE)."))
                .orElse(null);
    }

    private static boolean has(Sighting seen, Role role) {
        Report report = seen.report();
        return report != null && report.role() == role;
    }

    private static boolean isPostgres(Sighting seen) {
        return seen.component().type() == Component.Type.POSTGRES;
    }

    private static boolean isOfSameGroup(Sighting one, Sighting other) {
        return one.component().type() == other.component().type()
                && one.component().group().equals(other.component().group())
                && !one.component().key().equals(other.component().key());
    }

    private static long timeline(Sighting seen) {
        Report report = seen.report();
        return report == null ? 0 : report.timeline();
    }
}
