package io.rookery.storage.monitoring.incident;

import io.rookery.storage.monitoring.probe.Component;
import io.rookery.storage.monitoring.probe.ComponentReport;
import io.rookery.storage.monitoring.probe.ProbeOutcome;
import io.rookery.storage.monitoring.probe.ProbeResult;
import io.rookery.storage.monitoring.probe.Replica;
import io.rookery.storage.monitoring.probe.ResourcePressure;
import io.rookery.storage.monitoring.probe.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Probe history of one component, as far as the diagnosis needs it. Not thread-safe. */
final class ComponentHistory {

    /**
     * A contact with another component counts only if it is this much later than the start of our
     * missed probe. An earlier contact may overlap with that probe and proves nothing.
     */
    private static final Duration MARGIN = Duration.ofMillis(50);

    /**
     * State of the component before its current answer, or before it stopped answering.
     *
     * @param firstMissed first unanswered probe since {@code lastAnswered}; null if there is none
     * @param restarted whether a new process has replaced the old one without a planned stop
     * @param wasDying whether the component was out of memory
     */
    record Before(
            @Nullable Role role,
            List<Replica> replicas,
            Instant lastAnswered,
            @Nullable ProbeResult firstMissed,
            boolean restarted,
            boolean wasDying) {}

    private Component component;
    private ProbeResult latest;

    /**
     * The fields from here on are as of the latest answer: the state in which the component stopped
     * answering.
     */
    private @Nullable Role role;

    private @Nullable String followed;
    private List<Replica> replicas = List.of();
    private Instant lastAnswered;
    private @Nullable ResourcePressure strain;
    private boolean isDying;
    private final CollectionShare collections = new CollectionShare();
    private @Nullable String incarnation;

    /**
     * The component is back from an outage that has an incident, but has not reported its
     * incarnation yet.
     */
    private boolean isBackUnknown;

    private @Nullable Before before;
    private final Set<String> names = new HashSet<>();
    private boolean hasAnswered;

    /** First unanswered probe since the latest answer. */
    private @Nullable ProbeResult firstMissed;

    private int missed;
    private int refused;
    private @Nullable Instant heardSince;
    private String heardBy = "";

    /** Symptoms of a component that answers: in how many consecutive probes, and since when. */
    private final Map<IncidentKind, Integer> streaks = new EnumMap<>(IncidentKind.class);

    private final Map<IncidentKind, Instant> streakBegan = new EnumMap<>(IncidentKind.class);
    private final Map<IncidentKind, Integer> wellness = new EnumMap<>(IncidentKind.class);
    private final Map<IncidentKind, Instant> wellSince = new EnumMap<>(IncidentKind.class);

    /** Action that was taken before an incident was opened. */
    private @Nullable String response;

    private @Nullable Incident open;
    private boolean wasRegistered;
    private boolean withdrew;
    private boolean departed;
    private int absences;

    ComponentHistory(ProbeResult first) {
        this.component = first.component();
        this.latest = first;
        this.lastAnswered = first.began();
    }

    /** The history of a component that has not answered since a moment. */
    static ComponentHistory silent(Component component, Instant since) {
        return new ComponentHistory(ProbeResult.silent(component, since, Duration.ZERO));
    }

    /**
     * Records a probe result; returns the symptoms that it shows.
     *
     * @param ailing groups that are in trouble themselves
     */
    Map<IncidentKind, String> take(ProbeResult sighting, Symptoms symptoms, Set<String> ailing) {
        latest = sighting;
        absences = 0;
        ComponentReport report = sighting.report();
        if (report == null) {
            missed++;
            if (firstMissed == null) {
                firstMissed = sighting;
            }
            if (sighting.sight() == ProbeOutcome.REFUSED) {
                refused++;
            }
            return Map.of();
        }
        String now = report.incarnation();
        boolean isNew = now != null && incarnation != null && !incarnation.equals(now);
        boolean isKnownRestart = isNew && isBackUnknown;
        isBackUnknown = now == null && (isBackUnknown || (open != null && open.kind().isAbsence()));
        before =
                new Before(
                        role,
                        replicas,
                        lastAnswered,
                        firstMissed,
                        isNew && !isKnownRestart && !departed && !withdrew,
                        isDying);
        incarnation = now == null ? incarnation : now;
        component = sighting.component();
        departed = false;
        withdrew &= !isNew;
        hasAnswered = true;
        if (report.knownAs() != null) {
            names.add(report.knownAs());
        }
        ResourcePressure present = report.strain();
        if (isNew) {
            collections.restart();
        }
        isDying =
                symptoms.isDying(
                        present, collections.add(sighting.began(), present.collectionMillis()));
        Map<IncidentKind, String> shown = symptoms.of(present, sighting.took(), strain, ailing);
        // A late answer was missing in the round before, so it counts as two slow answers.
        int looks = firstMissed == null ? 1 : 2;
        for (IncidentKind kind : IncidentKind.values()) {
            count(
                    kind,
                    shown.containsKey(kind),
                    sighting.began(),
                    kind == IncidentKind.SLOW ? looks : 1);
        }
        role = report.role();
        if (report.follows() != null) {
            followed = report.follows();
        }
        replicas = report.replicas();
        strain = present;
        lastAnswered = sighting.began();
        firstMissed = null;
        missed = 0;
        refused = 0;
        heardSince = null;
        response = null;
        return shown;
    }

    private void count(IncidentKind kind, boolean isShown, Instant at, int looks) {
        if (isShown) {
            streakBegan.putIfAbsent(kind, lastAnswered);
            streaks.merge(kind, looks, Integer::sum);
            wellness.remove(kind);
            wellSince.remove(kind);
        } else {
            streaks.remove(kind);
            streakBegan.remove(kind);
            wellSince.putIfAbsent(kind, at);
            wellness.merge(kind, 1, Integer::sum);
        }
    }

    /** Records that another component has heard from this one. */
    void heard(String by, Instant at) {
        ProbeResult since = firstMissed;
        if (since != null
                && at.isAfter(since.began().plus(MARGIN))
                && (heardSince == null || at.isBefore(heardSince))) {
            heardSince = at;
            heardBy = by;
        }
    }

    /** Whether another component has heard from this one since it stopped answering our probes. */
    boolean isHeardElsewhere() {
        return heardSince != null;
    }

    /**
     * Title of the component that has heard from this one, after it stopped answering our probes
     * and before the latest unanswered probe began; empty if there is none.
     */
    String heardMeanwhileBy() {
        return heardSince != null && heardSince.isBefore(latest.began()) ? heardBy : "";
    }

    /**
     * Records whether the registry lists the component. Called only if the registry could be read.
     */
    void registered(Set<String> addresses) {
        boolean isRegistered = addresses.contains(component.address());
        withdrew = !isRegistered && (withdrew || hasWithdrawn(addresses));
        wasRegistered |= isRegistered;
    }

    /** Whether the component has left the registry: it was registered and no longer is. */
    boolean hasWithdrawn(Set<String> registered) {
        return wasRegistered && !registered.contains(component.address());
    }

    /**
     * Counts a round without a probe of the component; returns the number of consecutive such
     * rounds.
     */
    int absent() {
        return ++absences;
    }

    int streak(IncidentKind kind) {
        return streaks.getOrDefault(kind, 0);
    }

    Instant streakBegan(IncidentKind kind) {
        return streakBegan.getOrDefault(kind, lastAnswered);
    }

    int wellness(IncidentKind kind) {
        return wellness.getOrDefault(kind, 0);
    }

    Instant wellSince(IncidentKind kind) {
        return wellSince.getOrDefault(kind, latest.began());
    }

    Component component() {
        return component;
    }

    ProbeResult latest() {
        return latest;
    }

    boolean answers() {
        return latest.sight() == ProbeOutcome.ANSWERED;
    }

    /**
     * Whether the component does its work again. A standby that does not replicate does not, nor
     * does a Redis node that reports its cluster as not working.
     */
    boolean isOfUse() {
        ComponentReport report = latest.report();
        return report != null
                && report.strain().notReplicating() == null
                && (component.type() != Component.Type.REDIS || report.serving());
    }

    @Nullable Role role() {
        return role;
    }

    void restore(Incident incident) {
        open = incident;
        role = incident.role();
        lastAnswered = incident.times().began();
        hasAnswered = true;
    }

    /**
     * State before the component failed: before the current answer, or at the latest answer if the
     * component does not answer now.
     */
    Before before() {
        Before past = before;
        return answers() && past != null
                ? past
                : new Before(role, replicas, lastAnswered, firstMissed, false, isDying);
    }

    /**
     * Whether the component may still be starting: it has never answered, and the starting time has
     * not passed since its first probe.
     */
    boolean mayBeStarting(Duration startingTime) {
        return !hasAnswered && latest.began().isBefore(lastAnswered.plus(startingTime));
    }

    /**
     * Whether the name is the component's address, or a name by which others know it or knew it in
     * an earlier role.
     */
    boolean isKnownAs(String name) {
        return names.contains(name) || component.address().equals(name);
    }

    /** The primary that it follows, or followed before it became a primary itself. */
    @Nullable String followed() {
        return followed;
    }

    Instant lastAnswered() {
        return lastAnswered;
    }

    @Nullable ProbeResult firstMissed() {
        return firstMissed;
    }

    int missed() {
        return missed;
    }

    int refused() {
        return refused;
    }

    void respond(String sentence) {
        response = sentence;
    }

    Optional<String> response() {
        return Optional.ofNullable(response);
    }

    @Nullable Incident open() {
        return open;
    }

    void setOpen(@Nullable Incident incident) {
        if (incident != null && (open == null || open.kind() != incident.kind())) {
            wellness.remove(incident.kind());
            wellSince.remove(incident.kind());
        }
        open = incident;
    }

    boolean hasDeparted() {
        return departed;
    }

    void depart() {
        departed = true;
    }
}
