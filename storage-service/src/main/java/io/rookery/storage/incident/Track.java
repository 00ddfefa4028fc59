package io.rookery.storage.incident;

import io.rookery.storage.probe.Component;
import io.rookery.storage.probe.Replica;
import io.rookery.storage.probe.Report;
import io.rookery.storage.probe.Role;
import io.rookery.storage.probe.Sight;
import io.rookery.storage.probe.Sighting;
import io.rookery.storage.probe.Strain;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was seen of one component, as far as a diagnosis depends on it. Not thread-safe. */
final class Track {

    /** What others hear while our own question is on its way says nothing. */
    private static final Duration MARGIN = Duration.ofMillis(50);

    /**
     * What the component was when it answered the last time before the present one, if it answers.
     *
     * @param firstMissed the first look in between that it did not answer
     * @param restarted whether its process is another one now, though nobody had stopped it
     * @param wasDying whether it had no memory left
     */
    record Before(
            @Nullable Role role,
            List<Replica> replicas,
            Instant lastAnswered,
            @Nullable Sighting firstMissed,
            boolean restarted,
            boolean wasDying) {}

    private Component component;
    private Sighting latest;

    /** As of the latest answer; they are what the component was when it fell silent. */
    private @Nullable Role role;

    private @Nullable String followed;
    private List<Replica> replicas = List.of();
    private Instant lastAnswered;
    private @Nullable Strain strain;
    private boolean isDying;
    private @Nullable String incarnation;

    /** It is back from an absence that was told of, and has not said which process it is now. */
    private boolean isBackUnknown;

    private @Nullable Before before;
    private final Set<String> names = new HashSet<>();
    private boolean hasAnswered;

    /** Since the latest answer. */
    private @Nullable Sighting firstMissed;

    private int missed;
    private int refused;
    private @Nullable Instant heardSince;
    private String heardBy = "";

    /** Symptoms of a component that answers: how many times running, and since when. */
    private final Map<Kind, Integer> streaks = new EnumMap<>(Kind.class);

    private final Map<Kind, Instant> streakBegan = new EnumMap<>(Kind.class);
    private final Map<Kind, Integer> wellness = new EnumMap<>(Kind.class);
    private final Map<Kind, Instant> wellSince = new EnumMap<>(Kind.class);

    /** What was done about it before there was an incident. */
    private @Nullable String response;

    private @Nullable Incident open;
    private boolean wasRegistered;
    private boolean withdrew;
    private boolean departed;
    private int absences;

    Track(Sighting first) {
        this.component = first.component();
        this.latest = first;
        this.lastAnswered = first.began();
    }

    /**
     * Takes note of a look at the component; answers with the symptoms that it showed.
     *
     * @param ailing groups that are in trouble themselves
     */
    Map<Kind, String> take(Sighting sighting, Symptoms symptoms, Set<String> ailing) {
        latest = sighting;
        absences = 0;
        Report report = sighting.report();
        if (report == null) {
            missed++;
            if (firstMissed == null) {
                firstMissed = sighting;
            }
            if (sighting.sight() == Sight.REFUSED) {
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
        Strain present = report.strain();
        isDying = symptoms.isDying(present, isNew ? 0 : collectionShare(sighting, present));
        Map<Kind, String> shown = symptoms.of(present, sighting.took(), strain, ailing);
        // An answer that was taken for missing before it came is a slow one twice over.
        int looks = firstMissed == null ? 1 : 2;
        for (Kind kind : Kind.values()) {
            count(kind, shown.containsKey(kind), sighting.began(), kind == Kind.SLOW ? looks : 1);
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

    /** Of the time since the latest answer. */
    private double collectionShare(Sighting sighting, Strain present) {
        long millis = Duration.between(lastAnswered, sighting.began()).toMillis();
        return strain == null || millis <= 0
                ? 0
                : (double) (present.collectionMillis() - strain.collectionMillis()) / millis;
    }

    private void count(Kind kind, boolean isShown, Instant at, int looks) {
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

    /** Another component has heard from this one. */
    void heard(String by, Instant at) {
        Sighting since = firstMissed;
        if (since != null
                && at.isAfter(since.began().plus(MARGIN))
                && (heardSince == null || at.isBefore(heardSince))) {
            heardSince = at;
            heardBy = by;
        }
    }

    /** Whether anybody has heard from the component after it fell silent here. */
    boolean isHeardElsewhere() {
        return heardSince != null;
    }

    /**
     * Who has heard from the component after it fell silent here, and before it was asked the last
     * time in vain; empty when nobody has.
     */
    String heardMeanwhileBy() {
        return heardSince != null && heardSince.isBefore(latest.began()) ? heardBy : "";
    }

    /** Whether the registry lists it; called only when that is known. */
    void registered(Set<String> addresses) {
        boolean isRegistered = addresses.contains(component.address());
        withdrew = !isRegistered && (withdrew || hasWithdrawn(addresses));
        wasRegistered |= isRegistered;
    }

    /** Whether the component took itself off the registry. */
    boolean hasWithdrawn(Set<String> registered) {
        return wasRegistered && !registered.contains(component.address());
    }

    /** It was not looked at this time. */
    int absent() {
        return ++absences;
    }

    int streak(Kind kind) {
        return streaks.getOrDefault(kind, 0);
    }

    Instant streakBegan(Kind kind) {
        return streakBegan.getOrDefault(kind, lastAnswered);
    }

    int wellness(Kind kind) {
        return wellness.getOrDefault(kind, 0);
    }

    Instant wellSince(Kind kind) {
        return wellSince.getOrDefault(kind, latest.began());
    }

    Component component() {
        return component;
    }

    Sighting latest() {
        return latest;
    }

    boolean answers() {
        return latest.sight() == Sight.ANSWERED;
    }

    /**
     * Whether it does its part again: a standby that does not replicate is of no use, nor is a node
     * of Redis that does not know its cluster.
     */
    boolean isOfUse() {
        Report report = latest.report();
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

    /** What it was before it failed: that is, when it last answered, but for the present answer. */
    Before before() {
        Before past = before;
        return answers() && past != null
                ? past
                : new Before(role, replicas, lastAnswered, firstMissed, false, isDying);
    }

    /** Whether it may be starting still: it was never seen to answer. */
    boolean mayBeStarting(Duration startingTime) {
        return !hasAnswered && latest.began().isBefore(lastAnswered.plus(startingTime));
    }

    /** Whether others know it by the name, or did when it had another role. */
    boolean isKnownAs(String name) {
        return names.contains(name) || component.address().equals(name);
    }

    /** The primary that it follows, or followed before it became one itself. */
    @Nullable String followed() {
        return followed;
    }

    Instant lastAnswered() {
        return lastAnswered;
    }

    @Nullable Sighting firstMissed() {
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
