package io.rookery.storage.monitoring.incident;

import io.rookery.storage.monitoring.probe.Component;
import io.rookery.storage.monitoring.probe.ComponentReport;
import io.rookery.storage.monitoring.probe.ProbeOutcome;
import io.rookery.storage.monitoring.probe.ProbeResult;
import io.rookery.storage.monitoring.probe.ProbeRound;
import io.rookery.storage.monitoring.probe.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Detects incidents in probe rounds. Does no I/O and has no clock: the same rounds always lead to
 * the same incidents. Each component has at most one open incident. Its kind is the diagnosis at
 * the time of confirmation; later findings are added as evidence and may refine the kind. Not
 * thread-safe.
 */
public final class IncidentDetector {

    private static final int ABSENCES_THAT_END_IT = 3;

    /** How much longer than a session the registration of a dead instance may stay. */
    private static final Duration REGISTRATION_MARGIN = Duration.ofSeconds(3);

    private final IncidentSettings settings;
    private final Symptoms symptoms;
    private final Duration session;
    private final Supplier<String> ids;
    private final Map<String, ComponentHistory> tracks = new LinkedHashMap<>();
    private final Map<String, Incident> changed = new LinkedHashMap<>();

    /**
     * @param session how long a registration outlives its instance
     * @param ids creates the identifiers of incidents
     */
    public IncidentDetector(IncidentSettings settings, Duration session, Supplier<String> ids) {
        this.settings = settings;
        this.symptoms = new Symptoms(settings);
        this.session = session;
        this.ids = ids;
    }

    /**
     * Resumes incidents that were open in an earlier term of leadership.
     *
     * @return incidents that are superseded, because the same problem was detected again meanwhile
     */
    public List<Incident> restore(Collection<Incident> incidents) {
        List<Incident> superseded = new ArrayList<>();
        for (Incident incident : incidents) {
            Component component = incident.component();
            ComponentHistory track =
                    tracks.computeIfAbsent(
                            component.key(),
                            _ -> ComponentHistory.silent(component, incident.times().began()));
            Incident present = track.open();
            if (present == null) {
                track.restore(incident);
            } else if (!present.id().equals(incident.id())) {
                superseded.add(
                        incident.repaired(
                                present.times().began(),
                                "It goes on as incident " + present.id() + "."));
            }
        }
        return superseded;
    }

    /** Whether the component stopped on purpose, as of the latest probes. */
    public boolean hasDeparted(Component component) {
        ComponentHistory track = tracks.get(component.key());
        return track != null && track.hasDeparted();
    }

    /** Whether the component was probed in one of the latest rounds. */
    public boolean looksFor(Component component) {
        return tracks.containsKey(component.key());
    }

    /**
     * Whether a component does not answer and the cause is not known yet, or a shard may need a new
     * primary.
     */
    public boolean isSuspicious() {
        return tracks.values().stream()
                .anyMatch(track ->
                        track.missed() > 0
                                && (track.open() == null
                                        ? !track.mayBeStarting(settings.startingTime())
                                        : mayNeedSuccessor(track))
                                && !track.hasDeparted());
    }

    /**
     * Whether the shard may still get a new primary. After a limited number of missed probes,
     * either it has one or it will not get one.
     */
    private boolean mayNeedSuccessor(ComponentHistory track) {
        return track.component().type() == Component.Type.POSTGRES
                && track.role() == Role.PRIMARY
                && track.missed() <= 3 * settings.confirmations()
                && Objects.requireNonNull(track.open()).times().routedAround() == null;
    }

    /** Evaluates one more round; returns the incidents that are new or have changed. */
    public List<Incident> observe(ProbeRound look) {
        changed.clear();
        if (look.isBlind()) {
            return List.of();
        }
        ProbeRound round = PeerComparison.compared(look);
        Set<String> slowShards = SlowShards.in(round, tracks, symptoms);
        Map<String, Map<IncidentKind, String>> shown = new HashMap<>();
        for (ProbeResult sighting : round.sightings()) {
            String key = sighting.component().key();
            ComponentHistory track =
                    tracks.computeIfAbsent(key, _ -> new ComponentHistory(sighting));
            shown.put(key, track.take(sighting, symptoms, slowShards));
            round.registered().ifPresent(track::registered);
        }
        listen(round);
        for (var seen : shown.entrySet()) {
            ComponentHistory track = Objects.requireNonNull(tracks.get(seen.getKey()));
            if (track.answers()) {
                answered(track, seen.getValue(), round);
            } else {
                missed(track, round);
            }
        }
        goAround(round);
        endForgotten(shown.keySet(), round.at());
        return List.copyOf(changed.values());
    }

    /** The open incidents. */
    public List<Incident> open() {
        return tracks.values().stream().flatMap(track -> Stream.ofNullable(track.open())).toList();
    }

    /**
     * The primaries that should be replaced because they cannot be reached, each with the reason.
     */
    public Map<Component, String> unreachable(ProbeRound round) {
        Map<Component, String> reasons = new LinkedHashMap<>();
        for (ComponentHistory track : tracks.values()) {
            UnreachablePrimary.reason(track, settings.confirmations(), round)
                    .ifPresent(reason -> reasons.put(track.component(), reason));
        }
        return reasons;
    }

    /**
     * Records an action taken about a component that has a problem.
     *
     * @return the new state of its incident; empty while no incident is open
     */
    public Optional<Incident> respond(Component component, String sentence) {
        ComponentHistory track = Objects.requireNonNull(tracks.get(component.key()));
        Incident open = track.open();
        if (open == null) {
            track.respond(sentence);
            return Optional.empty();
        }
        Incident answered = open.answeredBy(sentence);
        track.setOpen(answered);
        return Optional.of(answered);
    }

    /** Records what other components have heard from those that do not answer our probes. */
    private void listen(ProbeRound round) {
        for (ProbeResult sighting : round.sightings()) {
            ComponentReport report = sighting.report();
            if (report == null || report.heard().isEmpty()) {
                continue;
            }
            for (ComponentHistory track : tracks.values()) {
                report.heard()
                        .forEach((name, heard) -> {
                            if (track.isKnownAs(name)) {
                                track.heard(sighting.component().title(), heard);
                            }
                        });
            }
        }
    }

    private void answered(
            ComponentHistory track, Map<IncidentKind, String> shown, ProbeRound round) {
        Instant now = round.at();
        Incident open = track.open();
        if (open != null && open.kind().isAbsence()) {
            goAround(track, open, round);
            if (track.isOfUse()) {
                end(track, now, "It answers again.");
            } else {
                evidenceIdleness(track);
            }
        } else if (open != null
                && track.wellness(open.kind()) >= symptoms.confirmations(open.kind())) {
            end(track, track.wellSince(open.kind()), "All is well again.");
        } else if (open == null && track.before().restarted()) {
            restarted(track, round);
        }
        if (track.open() == null) {
            shown.entrySet().stream()
                    .filter(symptom ->
                            track.streak(symptom.getKey())
                                    >= symptoms.confirmations(symptom.getKey()))
                    .findFirst()
                    .ifPresent(symptom ->
                            begin(
                                    track,
                                    symptom.getKey(),
                                    List.of(symptom.getValue()),
                                    track.streakBegan(symptom.getKey()),
                                    now));
        }
    }

    private void evidenceIdleness(ComponentHistory track) {
        Incident open = Objects.requireNonNull(track.open());
        change(track, open.evidenced("It answers, and does not do its part yet."));
    }

    private void missed(ComponentHistory track, ProbeRound round) {
        Incident open = track.open();
        boolean isConfirmed =
                track.refused() >= settings.refusals()
                        || track.missed() >= settings.confirmations();
        if (open != null && isConfirmed) {
            refine(track, open, round);
        } else if (open == null
                && isConfirmed
                && !track.hasDeparted()
                && !track.mayBeStarting(settings.startingTime())) {
            if (Diagnosis.isPlanned(track, round)) {
                track.depart();
            } else {
                begin(
                        track,
                        Diagnosis.kind(track),
                        Diagnosis.evidence(track),
                        track.lastAnswered(),
                        round.at());
            }
        }
    }

    private void refine(ComponentHistory track, Incident open, ProbeRound round) {
        Incident better = open;
        if (open.kind().isMerelyASign()) {
            better = open.refined(Diagnosis.kind(track), "Then it stopped answering.");
            for (String sentence : Diagnosis.evidence(track)) {
                better = better.evidenced(sentence);
            }
        } else if (!open.kind().isAbsence()) {
            if (track.missed() == settings.confirmations()
                    && Diagnosis.wasAnsweredAfter(open.times().began(), track)) {
                better = open.evidenced("Then it stopped answering.");
            }
        } else if (open.kind() != IncidentKind.PARTITIONED && !track.heardMeanwhileBy().isEmpty()) {
            better = open.refined(IncidentKind.PARTITIONED, Diagnosis.vantage(track));
        } else if (open.kind() == IncidentKind.FROZEN && keepsItsRegistration(track, round)) {
            better =
                    open.refined(
                            IncidentKind.PARTITIONED,
                            "It keeps up its registration, though it does not answer.");
        } else if (open.kind() == IncidentKind.FROZEN
                && track.latest().sight() == ProbeOutcome.REFUSED
                && track.refused() == 1) {
            better = open.evidenced(Diagnosis.later(track.latest()));
        }
        change(track, better);
    }

    /**
     * Whether the instance stays registered for longer than a session lasts. Only a live process
     * does.
     */
    private boolean keepsItsRegistration(ComponentHistory track, ProbeRound round) {
        ProbeResult first = track.firstMissed();
        if (first == null || track.component().type() != Component.Type.INSTANCE) {
            return false;
        }
        Instant expiry = first.began().plus(session).plus(REGISTRATION_MARGIN);
        boolean isListed =
                round.registered()
                        .map(addresses -> addresses.contains(track.component().address()))
                        .orElse(false);
        return isListed
                && track.latest().began().isAfter(expiry)
                && tracks.values().stream()
                        .filter(other -> other.component().type() == Component.Type.ZOOKEEPER)
                        .allMatch(ComponentHistory::answers);
    }

    /**
     * Records an incident that is over already: the component failed and restarted before enough
     * probes were missed to confirm the failure.
     */
    private void restarted(ComponentHistory track, ProbeRound round) {
        ComponentHistory.Before before = track.before();
        Incident over =
                Incident.open(
                        ids.get(),
                        track.component(),
                        before.role(),
                        Diagnosis.kindOfRestart(before),
                        Diagnosis.evidenceOfRestart(before),
                        before.lastAnswered(),
                        round.at());
        track.setOpen(over);
        changed.put(over.id(), over);
        goAround(track, over, round);
        end(track, round.at(), "It was started anew.");
    }

    private void goAround(ProbeRound round) {
        for (ComponentHistory track : tracks.values()) {
            Incident open = track.open();
            if (open != null && !track.answers()) {
                goAround(track, open, round);
            }
        }
    }

    private void goAround(ComponentHistory track, Incident open, ProbeRound round) {
        if (open.times().routedAround() == null) {
            FailoverEvidence.around(track, tracks.values(), round)
                    .ifPresent(detour ->
                            change(
                                    track,
                                    open.routedAround(
                                            round.at(), detour.sentence(), detour.failover())));
        }
    }

    private void endForgotten(Collection<String> seen, Instant now) {
        List<String> forgotten =
                tracks.entrySet().stream()
                        .filter(track -> !seen.contains(track.getKey()))
                        .filter(track -> track.getValue().absent() >= ABSENCES_THAT_END_IT)
                        .map(Map.Entry::getKey)
                        .toList();
        for (String key : forgotten) {
            ComponentHistory gone = Objects.requireNonNull(tracks.remove(key));
            if (gone.open() != null) {
                end(gone, now, "It did not come back and is not looked for any more.");
            }
        }
    }

    private void begin(
            ComponentHistory track,
            IncidentKind kind,
            List<String> evidence,
            Instant began,
            Instant detected) {
        Incident begun =
                Incident.open(
                        ids.get(),
                        track.component(),
                        track.role(),
                        kind,
                        evidence,
                        began,
                        detected);
        change(track, track.response().map(begun::answeredBy).orElse(begun));
    }

    private void end(ComponentHistory track, Instant at, String sentence) {
        Incident open = Objects.requireNonNull(track.open());
        Incident ended = open.repaired(at, sentence);
        changed.put(ended.id(), ended);
        track.setOpen(null);
    }

    private void change(ComponentHistory track, @Nullable Incident now) {
        if (now != null && !now.equals(track.open())) {
            track.setOpen(now);
            changed.put(now.id(), now);
        }
    }
}
