package io.rookery.storage.incident;

import io.rookery.storage.probe.Component;
import io.rookery.storage.probe.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that went wrong with one component.
 *
 * @param id time-ordered
 * @param revision grows with each change, so that an older state never replaces a newer one
 * @param component what it went wrong with
 * @param role what the component did in its group before; null when that is not known
 * @param kind the root, as far as it can be told
 * @param evidence full sentences, the oldest first; the first ones are kept
 * @param response what the platform did about it, in full sentences
 * @param failover who took its place as primary; null when nobody has, or need have
 * @param times when it was what
 */
record Incident(
        String id,
        long revision,
        Component component,
        @Nullable Role role,
        Kind kind,
        List<String> evidence,
        List<String> response,
        @Nullable Failover failover,
        Times times) {

    private static final int MOST_SENTENCES = 20;

    Incident {
        evidence = List.copyOf(evidence);
        response = List.copyOf(response);
    }

    /**
     * The change of a primary.
     *
     * @param to address of the new one
     * @param synchronous whether commits had waited for it, so that none can be lost; null when
     *     that is not known
     */
    record Failover(String to, @Nullable Boolean synchronous) {}

    /**
     * When it was what.
     *
     * @param began last time that all was well
     * @param detected when the diagnosis was made
     * @param routedAround when the platform did its work without the component; null where nothing
     *     needs that, or it has not come to that
     * @param repaired when the component was well again; null while it is not
     */
    record Times(
            Instant began,
            Instant detected,
            @Nullable Instant routedAround,
            @Nullable Instant repaired) {}

    static Incident open(
            String id,
            Component component,
            @Nullable Role role,
            Kind kind,
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

    boolean isOpen() {
        return times.repaired() == null;
    }

    Incident refined(Kind better, String sentence) {
        return changed(better, with(evidence, sentence), response, failover, times);
    }

    Incident evidenced(String sentence) {
        return refined(kind, sentence);
    }

    /** What the platform does about it, though it has not helped yet. */
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

    /** The next revision, which tells of the same component. */
    private Incident changed(
            Kind kind,
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
