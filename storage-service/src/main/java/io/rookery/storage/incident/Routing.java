package io.rookery.storage.incident;

import io.rookery.storage.incident.Incident.Failover;
import io.rookery.storage.probe.Component;
import io.rookery.storage.probe.Replica;
import io.rookery.storage.probe.Report;
import io.rookery.storage.probe.Role;
import io.rookery.storage.probe.Round;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out how the platform does its work without a component. */
final class Routing {

    private Routing() {}

    /**
     * The way around.
     *
     * @param sentence what was done
     * @param failover the new primary; null when none was needed
     */
    record Detour(String sentence, @Nullable Failover failover) {}

    /** The way around the component, if there is one by now. */
    static Optional<Detour> around(Track failed, Collection<Track> all, Round round) {
        return switch (failed.component().type()) {
            case POSTGRES, REDIS ->
                    failed.before().role() == Role.PRIMARY
                            ? successor(failed, all)
                            : Optional.empty();
            case INSTANCE -> avoidance(failed, all, round);
            case ZOOKEEPER -> Optional.empty();
        };
    }

    private static Optional<Detour> successor(Track failed, Collection<Track> all) {
        return all.stream()
                .filter(other -> other != failed && other.answers())
                .filter(other -> other.role() == Role.PRIMARY && canReplace(other, failed))
                .findFirst()
                .map(other ->
                        new Detour(
                                "%s: %s became primary."
                                        .formatted(
                                                failed.component().group(),
                                                other.component().address()),
                                new Failover(
                                        other.component().address(),
                                        wasSynchronous(failed, other))));
    }

    private static boolean canReplace(Track other, Track failed) {
        if (other.component().type() != failed.component().type()) {
            return false;
        }
        // A shard has one primary; a Redis Cluster has several, each with replicas of its own.
        return failed.component().type() == Component.Type.POSTGRES
                ? other.component().group().equals(failed.component().group())
                : failed.component().address().equals(other.followed());
    }

    private static @Nullable Boolean wasSynchronous(Track failed, Track successor) {
        if (failed.component().type() == Component.Type.REDIS) {
            return false;
        }
        List<Replica> replicas = failed.before().replicas();
        return replicas.stream()
                .filter(replica -> replicas.size() == 1 || successor.isKnownAs(replica.name()))
                .findFirst()
                .map(Replica::synchronous)
                .orElse(null);
    }

    private static Optional<Detour> avoidance(Track failed, Collection<Track> all, Round round) {
        String address = failed.component().address();
        long callers =
                all.stream()
                        .filter(Track::answers)
                        .map(track -> track.latest().report())
                        .filter(report -> passesOver(report, address))
                        .count();
        if (callers > 0) {
            return Optional.of(
                    new Detour(
                            callers == 1
                                    ? "1 caller passes over %s.".formatted(address)
                                    : "%d callers pass over %s.".formatted(callers, address),
                            null));
        }
        Set<String> registered = round.registered().orElse(Set.of(address));
        return failed.hasWithdrawn(registered)
                ? Optional.of(new Detour("%s left the registry.".formatted(address), null))
                : Optional.empty();
    }

    private static boolean passesOver(@Nullable Report report, String address) {
        return report != null && report.passesOver().contains(address);
    }
}
