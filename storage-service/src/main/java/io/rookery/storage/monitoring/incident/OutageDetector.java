package io.rookery.storage.monitoring.incident;

import io.rookery.storage.monitoring.probe.Component;
import io.rookery.storage.monitoring.probe.ProbeResult;
import io.rookery.storage.monitoring.probe.ProbeRound;
import io.rookery.storage.monitoring.probe.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;

/**
 * Detects the outages of components that do not answer, and refines their incidents when later
 * probes tell more. Has no state.
 */
final class OutageDetector {

    /** How much longer than a session the registration of a dead instance may stay. */
    private static final Duration REGISTRATION_MARGIN = Duration.ofSeconds(3);

    private final IncidentSettings settings;
    private final Duration session;

    /**
     * @param session how long a registration outlives its instance
     */
    OutageDetector(IncidentSettings settings, Duration session) {
        this.settings = settings;
        this.session = session;
    }

    /**
     * Whether the component does not answer and the cause is not known yet, or its shard may need a
     * new primary.
     */
    boolean isSuspicious(TrackedComponent tracked) {
        ComponentHistory history = tracked.history();
        return history.missed().count() > 0
                && (tracked.open() == null
                        ? !history.mayBeStarting(settings.startingTime())
                        : mayNeedSuccessor(tracked))
                && !history.departure().hasDeparted();
    }

    /**
     * Whether the shard may still get a new primary. After a limited number of missed probes,
     * either it has one or it will not get one.
     */
    private boolean mayNeedSuccessor(TrackedComponent tracked) {
        ComponentHistory history = tracked.history();
        return history.component().type() == Component.Type.POSTGRES
                && history.role() == Role.PRIMARY
                && history.missed().count() <= 3 * settings.confirmations()
                && Objects.requireNonNull(tracked.open()).times().routedAround() == null;
    }

    /**
     * Evaluates a probe that was not answered.
     *
     * @param all the components of the platform
     */
    void missed(
            TrackedComponent tracked,
            ProbeRound round,
            Collection<TrackedComponent> all,
            IncidentChanges changes) {
        if (!isConfirmed(tracked.history().missed())) {
            return;
        }
        Incident open = tracked.open();
        if (open != null) {
            changes.change(tracked, refined(tracked.history(), open, round, all));
        } else {
            begin(tracked, round, changes);
        }
    }

    private boolean isConfirmed(MissedProbes missed) {
        return missed.refused() >= settings.refusals()
                || missed.count() >= settings.confirmations();
    }

    private void begin(TrackedComponent tracked, ProbeRound round, IncidentChanges changes) {
        ComponentHistory history = tracked.history();
        if (history.departure().hasDeparted() || history.mayBeStarting(settings.startingTime())) {
            return;
        }
        if (Diagnosis.isPlanned(history, round)) {
            history.departure().depart();
        } else {
            changes.begin(
                    tracked,
                    history.role(),
                    Diagnosis.kind(history),
                    Diagnosis.evidence(history),
                    history.lastAnswered());
        }
    }

    private Incident refined(
            ComponentHistory history,
            Incident open,
            ProbeRound round,
            Collection<TrackedComponent> all) {
        if (open.kind().isMerelyASign()) {
            return explained(history, open);
        }
        if (!open.kind().isAbsence()) {
            return history.missed().count() == settings.confirmations()
                            && Diagnosis.wasAnsweredAfter(open.times().began(), history)
                    ? open.evidenced("Then it stopped answering.")
                    : open;
        }
        if (open.kind() != IncidentKind.PARTITIONED && !history.heardMeanwhileBy().isEmpty()) {
            return open.refined(IncidentKind.PARTITIONED, Diagnosis.vantage(history));
        }
        return open.kind() == IncidentKind.FROZEN ? refinedFreeze(history, open, round, all) : open;
    }

    /** Replaces a symptom by the reason why the component does not answer. */
    private static Incident explained(ComponentHistory history, Incident open) {
        Incident explained = open.refined(Diagnosis.kind(history), "Then it stopped answering.");
        for (String sentence : Diagnosis.evidence(history)) {
            explained = explained.evidenced(sentence);
        }
        return explained;
    }

    private Incident refinedFreeze(
            ComponentHistory history,
            Incident open,
            ProbeRound round,
            Collection<TrackedComponent> all) {
        if (keepsItsRegistration(history, round, all)) {
            return open.refined(
                    IncidentKind.PARTITIONED,
                    "It stays registered in ZooKeeper, but does not answer.");
        }
        boolean isFirstRefusal = history.latest().isRefusal() && history.missed().refused() == 1;
        return isFirstRefusal ? open.evidenced(Diagnosis.later(history.latest())) : open;
    }

    /**
     * Whether the instance stays registered for longer than a session lasts. Only a live process
     * does.
     */
    private boolean keepsItsRegistration(
            ComponentHistory history, ProbeRound round, Collection<TrackedComponent> all) {
        ProbeResult first = history.missed().first();
        if (first == null || history.component().type() != Component.Type.INSTANCE) {
            return false;
        }
        Instant expiry = first.began().plus(session).plus(REGISTRATION_MARGIN);
        boolean isListed =
                round.registered()
                        .map(addresses -> addresses.contains(history.component().address()))
                        .orElse(false);
        return isListed
                && history.latest().began().isAfter(expiry)
                && all.stream()
                        .map(TrackedComponent::history)
                        .filter(other -> other.component().type() == Component.Type.ZOOKEEPER)
                        .allMatch(ComponentHistory::answers);
    }
}
