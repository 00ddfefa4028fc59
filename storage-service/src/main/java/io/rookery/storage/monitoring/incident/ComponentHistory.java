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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was observed of one component, by our probes, by others and in the registry, as far as the
 * diagnosis needs it. Not thread-safe.
 */
final class ComponentHistory {

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
    private LatestAnswer answer;
    private @Nullable Before before;
    private boolean hasAnswered;
    private @Nullable String incarnation;

    /**
     * The component is back from an outage that has an incident, but has not reported its
     * incarnation yet.
     */
    private boolean isBackUnknown;

    private final CollectionShare collections = new CollectionShare();
    private final Set<String> names = new HashSet<>();
    private final MissedProbes missed = new MissedProbes();
    private final Departure departure = new Departure();

    ComponentHistory(ProbeResult first) {
        this.component = first.component();
        this.latest = first;
        this.answer = LatestAnswer.none(first.began());
    }

    /** Records a probe without an answer. */
    void missed(ProbeResult result) {
        latest = result;
        missed.add(result);
    }

    /**
     * Records an answer.
     *
     * @param isOutageKnown whether the component has an open incident because it did not answer
     */
    void answered(
            ProbeResult result, ComponentReport report, Symptoms symptoms, boolean isOutageKnown) {
        boolean isNew = isNewProcess(report);
        before = answer.before(missed.first(), isNew && !isBackUnknown && !departure.isPlanned());
        isBackUnknown = report.incarnation() == null && (isBackUnknown || isOutageKnown);
        incarnation = report.incarnation() == null ? incarnation : report.incarnation();
        latest = result;
        component = result.component();
        hasAnswered = true;
        if (report.knownAs() != null) {
            names.add(report.knownAs());
        }
        if (isNew) {
            collections.restart();
        }
        answer = answer.next(result.began(), report, isDying(result, report.strain(), symptoms));
        missed.clear();
        departure.answered(isNew);
    }

    private boolean isNewProcess(ComponentReport report) {
        String now = report.incarnation();
        return now != null && incarnation != null && !incarnation.equals(now);
    }

    private boolean isDying(ProbeResult result, ResourcePressure strain, Symptoms symptoms) {
        return symptoms.isDying(strain, collections.add(result.began(), strain.collectionMillis()));
    }

    /** Goes on from an incident that an earlier leader has detected. */
    void restore(Incident incident) {
        answer = answer.restored(incident);
        hasAnswered = true;
    }

    /**
     * Records whether the registry lists the component. Called only if the registry could be read.
     */
    void registered(Set<String> addresses) {
        departure.registered(addresses.contains(component.address()));
    }

    /** Whether the component has left the registry: it was registered and no longer is. */
    boolean hasWithdrawn(Set<String> registered) {
        return departure.hasWithdrawn(registered.contains(component.address()));
    }

    Departure departure() {
        return departure;
    }

    MissedProbes missed() {
        return missed;
    }

    /**
     * Title of the component that has heard from this one, after it stopped answering our probes
     * and before the latest unanswered probe began; empty if there is none.
     */
    String heardMeanwhileBy() {
        return missed.heardBy(latest.began());
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
        return answer.role();
    }

    /** The primary that it follows, or followed before it became a primary itself. */
    @Nullable String followed() {
        return answer.followed();
    }

    /** The resource problems at the latest answer; null until it has answered. */
    @Nullable ResourcePressure strain() {
        return answer.strain();
    }

    Instant lastAnswered() {
        return answer.at();
    }

    /**
     * State before the component failed: before the current answer, or at the latest answer if the
     * component does not answer now.
     */
    Before before() {
        Before past = before;
        return answers() && past != null ? past : answer.before(missed.first(), false);
    }

    /**
     * Whether the component may still be starting: it has never answered, and the starting time has
     * not passed since its first probe.
     */
    boolean mayBeStarting(Duration startingTime) {
        return !hasAnswered && latest.began().isBefore(answer.at().plus(startingTime));
    }

    /**
     * Whether the name is the component's address, or a name by which others know it or knew it in
     * an earlier role.
     */
    boolean isKnownAs(String name) {
        return names.contains(name) || component.address().equals(name);
    }
}
