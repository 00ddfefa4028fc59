package io.rookery.storage.monitoring.incident;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.rookery.storage.monitoring.probe.Component;
import io.rookery.storage.monitoring.probe.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem with one component: its cause, the evidence, the response, and its timeline.
 *
 * @param id time-ordered
 * @param revision grows with each change, so that an older state never replaces a newer one
 * @param component the component that has the problem
 * @param role the component's role in its group before the incident; null when that is not known
 * @param kind the root cause, as far as it is known
 * @param evidence full sentences, the oldest first; once the list is full, later ones are dropped
 * @param response what the platform did about it, in full sentences
 * @param failover the change of the primary; null if there was none
 * @param times when it began, was detected, routed around and repaired
 */
public record Incident(
        String id,
        long revision,
        Component component,
        @Nullable Role role,
        IncidentKind kind,
        List<String> evidence,
        List<String> response,
        @Nullable Failover failover,
        Times times) {

    private static final int MOST_SENTENCES = 20;

    public Incident {
        evidence = List.copyOf(evidence);
        response = List.copyOf(response);
    }

    /**
     * A change of the primary.
     *
     * @param to address of the new primary
     * @param synchronous whether commits had waited for the new primary, so that none can be lost;
     *     null when that is not known
     */
    public record Failover(String to, @Nullable Boolean synchronous) {}

    /**
     * Timeline of an incident.
     *
     * @param began last time at which the component was well
     * @param detected when the diagnosis was made
     * @param routedAround when the platform worked without the component, through a failover or an
     *     ejection; null if that is not needed, or has not happened yet
     * @param repaired when the component was well again; null while it is not
     */
    public record Times(
            Instant began,
            Instant detected,
            @Nullable Instant routedAround,
            @Nullable Instant repaired) {}

    static Incident open(
            String id,
            Component component,
            @Nullable Role role,
            IncidentKind kind,
            List<String> evidence,
            Instant began,
            Instant detected) {
        return new Incident(
                id,
                1,
                component,
                role,
                kind,
                evidence,
                List.of(),
                null,
                new Times(began, detected, null, null));
    }

    /** Whether the component is not well again yet. Not part of the JSON form. */
    @JsonIgnore
    public boolean isOpen() {
        return times.repaired() == null;
    }

    Incident refined(IncidentKind better, String sentence) {
        return changed(better, with(evidence, sentence), response, failover, times);
    }

    Incident evidenced(String sentence) {
        return refined(kind, sentence);
    }

    /** Records an action of the platform that has not helped yet. */
    Incident answeredBy(String sentence) {
        return changed(kind, evidence, with(response, sentence), failover, times);
    }

    Incident routedAround(Instant at, String sentence, @Nullable Failover change) {
        return changed(
                kind,
                evidence,
                with(response, sentence),
                change,
                new Times(times.began(), times.detected(), at, times.repaired()));
    }

    Incident repaired(Instant at, String sentence) {
        return changed(
                kind,
                evidence,
                with(response, sentence),
                failover,
                new Times(times.began(), times.detected(), times.routedAround(), at));
    }

    /** Returns the next revision, about the same component. */
    private Incident changed(
            IncidentKind kind,
            List<String> evidence,
            List<String> response,
            @Nullable Failover failover,
            Times times) {
        return new Incident(
                id, revision + 1, component, role, kind, evidence, response, failover, times);
    }

    private static List<String> with(List<String> sentences, String another) {
        if (sentences.size() >= MOST_SENTENCES || sentences.contains(another)) {
            return sentences;
        }
        List<String> more = new ArrayList<>(sentences);
        more.add(another);
        return more;
    }
}
