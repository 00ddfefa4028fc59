package io.rookery.storage.incident;

import io.rookery.storage.probe.Component;
import io.rookery.storage.probe.Report;
import io.rookery.storage.probe.Role;
import io.rookery.storage.probe.Round;
import io.rookery.storage.probe.Sight;
import io.rookery.storage.probe.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
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
 * Makes incidents of what was seen over time. Does no I/O and has no clock: the same rounds always
 * lead to the same incidents. Each component has at most one open incident; its kind is what the
 * trouble looked like when it was confirmed, and what comes later is evidence. Not thread-safe.
 */
final class IncidentDetector {

    private static final int ABSENCES_THAT_END_IT = 3;

    /** How much longer than a session a registration may stay that nobody keeps up. */
    private static final Duration REGISTRATION_MARGIN = Duration.ofSeconds(3);

    private final IncidentSettings settings;
    private final Symptoms symptoms;
    private final Duration session;
    private final Supplier<String> ids;
    private final Map<String, Track> tracks = new LinkedHashMap<>();
    private final Map<String, Incident> changed = new LinkedHashMap<>();

    /**
     * @param session how long a registration outlives its instance
     * @param ids makes the incidents' identifiers
     */
    IncidentDetector(IncidentSettings settings, Duration session, Supplier<String> ids) {
        this.settings = settings;
        this.symptoms = new Symptoms(settings);
        this.session = session;
        this.ids = ids;
    }

    /**
     * Goes on with incidents that were open when somebody else looked.
     *
     * @return those that are superseded because the same trouble was found anew meanwhile
     */
    List<Incident> restore(Collection<Incident> incidents) {
        List<Incident> superseded = new ArrayList<>();
        for (Incident incident : incidents) {
            Component component = incident.component();
            Track track =
                    tracks.computeIfAbsent(
                            component.key(),
                            _ ->
                                    new Track(
                                            Sighting.silent(
                                                    component,
                                                    incident.times().began(),
                                                    Duration.ZERO)));
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

    /** Whether a component was last seen to have stopped on purpose. */
    boolean hasDeparted(Component component) {
        Track track = tracks.get(component.key());
        return track != null && track.hasDeparted();
    }

    /** Whether the component has been looked for lately. */
    boolean looksFor(Component component) {
        return tracks.containsKey(component.key());
    }

    /**
     * Whether something does not answer and it is not known yet why, or a shard may need another
     * primary.
     */
    boolean isSuspicious() {
        return tracks.values().stream()
                .anyMatch(track ->
                        track.missed() > 0
                                && (track.open() == null
                                        ? !track.mayBeStarting(settings.startingTime())
                                        : mayNeedSuccessor(track))
                                && !track.hasDeparted());
    }

    /** Soon it either has one, or it is known that it will not get one. */
    private boolean mayNeedSuccessor(Track track) {
        return track.component().type() == Component.Type.POSTGRES
                && track.role() == Role.PRIMARY
                && track.missed() <= 3 * settings.confirmations()
                && Objects.requireNonNull(track.open()).times().routedAround() == null;
    }

    /** Draws conclusions from one more round: the incidents that are new or have changed. */
    List<Incident> observe(Round look) {
        changed.clear();
        if (look.isBlind()) {
            return List.of();
        }
        Round round = Peers.compared(look);
        Set<String> ailing = ailing(round);
        Map<String, Map<Kind, String>> shown = new HashMap<>();
        for (Sighting sighting : round.sightings()) {
            String key = sighting.component().key();
            Track track = tracks.computeIfAbsent(key, _ -> new Track(sighting));
            shown.put(key, track.take(sighting, symptoms, ailing));
            round.registered().ifPresent(track::registered);
        }
        listen(round);
        for (var seen : shown.entrySet()) {
            Track track = Objects.requireNonNull(tracks.get(seen.getKey()));
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

    /** What is wrong at present. */
    List<Incident> open() {
        return tracks.values().stream().flatMap(track -> Stream.ofNullable(track.open())).toList();
    }

    /** The primaries that should not be any longer, and why. */
    Map<Component, String> unreachable(Round round) {
        Map<Component, String> reasons = new LinkedHashMap<>();
        for (Track track : tracks.values()) {
            UnreachablePrimary.reason(track, settings.confirmations(), round)
                    .ifPresent(reason -> reasons.put(track.component(), reason));
        }
        return reasons;
    }

    /**
     * Takes note of what is done about a component that is in trouble.
     *
     * @return the new state of its incident; none while that is not open yet
     */
    Optional<Incident> respond(Component component, String sentence) {
        Track track = Objects.requireNonNull(tracks.get(component.key()));
        Incident open = track.open();
        if (open == null) {
            track.respond(sentence);
            return Optional.empty();
        }
        Incident answered = open.answeredBy(sentence);
        track.setOpen(answered);
        return Optional.of(answered);
    }

    /** The shards with a node that does not answer well: whoever needs them has to wait. */
    private Set<String> ailing(Round round) {
        Set<String> ailing = new HashSet<>();
        for (Sighting sighting : round.sightings()) {
            Component component = sighting.component();
            Track track = tracks.get(component.key());
            if (component.type() == Component.Type.POSTGRES
                    && (sighting.sight() != Sight.ANSWERED
                            || symptoms.isSlow(sighting.took())
                            || (track != null && track.open() != null))) {
                ailing.add(component.group());
            }
        }
        return ailing;
    }

    /** The second vantage: what others have heard from those that do not answer here. */
    private void listen(Round round) {
        for (Sighting sighting : round.sightings()) {
            Report report = sighting.report();
            if (report == null || report.heard().isEmpty()) {
                continue;
            }
            for (Track track : tracks.values()) {
                report.heard()
                        .forEach((name, heard) -> {
                            if (track.isKnownAs(name)) {
                                track.heard(sighting.component().title(), heard);
                            }
                        });
            }
        }
    }

    private void answered(Track track, Map<Kind, String> shown, Round round) {
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

    private void evidenceIdleness(Track track) {
        Incident open = Objects.requireNonNull(track.open());
        change(track, open.evidenced("It answers, and does not do its part yet."));
    }

    private void missed(Track track, Round round) {
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

    private void refine(Track track, Incident open, Round round) {
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
        } else if (open.kind() != Kind.PARTITIONED && !track.heardMeanwhileBy().isEmpty()) {
            better = open.refined(Kind.PARTITIONED, Diagnosis.vantage(track));
        } else if (open.kind() == Kind.FROZEN && keepsItsRegistration(track, round)) {
            better =
                    open.refined(
                            Kind.PARTITIONED,
                            "It keeps up its registration, though it does not answer.");
        } else if (open.kind() == Kind.FROZEN
                && track.latest().sight() == Sight.REFUSED
                && track.refused() == 1) {
            better = open.evidenced(Diagnosis.later(track.latest()));
        }
        change(track, better);
    }

    /** Only a live process does so for longer than a session lasts. */
    private boolean keepsItsRegistration(Track track, Round round) {
        Sighting first = track.firstMissed();
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
                        .allMatch(Track::answers);
    }

    /** It failed and is back already, all between two looks, or two of which one was in vain. */
    private void restarted(Track track, Round round) {
        Track.Before before = track.before();
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

    private void goAround(Round round) {
        for (Track track : tracks.values()) {
            Incident open = track.open();
            if (open != null && !track.answers()) {
                goAround(track, open, round);
            }
        }
    }

    private void goAround(Track track, Incident open, Round round) {
        if (open.times().routedAround() == null) {
            Routing.around(track, tracks.values(), round)
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
            Track gone = Objects.requireNonNull(tracks.remove(key));
            if (gone.open() != null) {
                end(gone, now, "It did not come back and is not looked for any more.");
            }
        }
    }

    private void begin(
            Track track, Kind kind, List<String> evidence, Instant began, Instant detected) {
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

    private void end(Track track, Instant at, String sentence) {
        Incident open = Objects.requireNonNull(track.open());
        Incident ended = open.repaired(at, sentence);
        changed.put(ended.id(), ended);
        track.setOpen(null);
    }

    private void change(Track track, @Nullable Incident now) {
        if (now != null && !now.equals(track.open())) {
            track.setOpen(now);
            changed.put(now.id(), now);
        }
    }
}
