package io.rookery.storage.monitoring;

import io.rookery.storage.monitoring.availability.AvailabilityFigures;
import io.rookery.storage.monitoring.availability.AvailabilityLedger;
import io.rookery.storage.monitoring.availability.AvailabilityRecord;
import io.rookery.storage.monitoring.availability.Replication;
import io.rookery.storage.monitoring.availability.Uptime;
import io.rookery.storage.monitoring.incident.Incident;
import io.rookery.storage.monitoring.incident.IncidentDetector;
import io.rookery.storage.monitoring.probe.Component;
import io.rookery.storage.monitoring.probe.ComponentReport;
import io.rookery.storage.monitoring.probe.PlatformProbes;
import io.rookery.storage.monitoring.probe.ProbeResult;
import io.rookery.storage.monitoring.probe.ProbeRound;
import io.rookery.storage.monitoring.probe.Replica;
import io.rookery.storage.monitoring.probe.ReplicationTimes;
import io.rookery.storage.monitoring.probe.Role;
import io.rookery.storage.monitoring.switchover.Switchovers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One term of leadership: probes the platform, detects incidents and stores them. Before the term
 * begins, this instance probes the other instances of its service, one of which leads: no other
 * component would report a failure of the leader. While leadership is interrupted, as it is
 * whenever ZooKeeper is down, the term goes on probing. Incidents found in these phases are
 * reported once this instance leads.
 */
final class LeaderTerm implements AutoCloseable {

    /** Maximum time until there is a leader again. */
    static final Duration LONGEST_SUCCESSION = Duration.ofSeconds(15);

    private static final Logger log = LoggerFactory.getLogger(LeaderTerm.class);

    private final PlatformProbes probes;
    private final IncidentDetector detector;
    private final Supplier<IncidentArchive> archives;
    private final IncidentMetrics metrics;
    private final Switchovers switchovers;
    private final Map<String, ReplicationTimes> times;
    private final Map<String, List<Replica>> standbys = new ConcurrentHashMap<>();
    private final Uptime uptime = new Uptime();
    private final UnreportedIncidents unreported = new UnreportedIncidents();
    private volatile @Nullable IncidentArchive begun;
    private volatile List<AvailabilityRecord> watched = List.of();

    /**
     * @param archives opens the archive of the term
     * @param switchovers takes requests for a new primary
     * @param times where the probes record the heartbeat times of each shard
     */
    LeaderTerm(
            PlatformProbes probes,
            IncidentDetector detector,
            Supplier<IncidentArchive> archives,
            IncidentMetrics metrics,
            Switchovers switchovers,
            Map<String, ReplicationTimes> times) {
        this.probes = probes;
        this.detector = detector;
        this.archives = archives;
        this.metrics = metrics;
        this.switchovers = switchovers;
        this.times = times;
    }

    /**
     * Probes the instances of a service while one of them leads. The leader reports incidents
     * itself, so older findings are dropped, unless the leader was lost recently.
     */
    void await(String service) throws InterruptedException {
        ProbeRound round = probes.look(service);
        unreported.add(detector.observe(round), round);
        unreported.dropReported(round.at().minus(LONGEST_SUCCESSION));
    }

    /**
     * Probes everything while there may be no leader; returns whether another instance could lead.
     */
    boolean bridge() throws InterruptedException {
        ProbeRound round = probes.look();
        unreported.add(detector.observe(round), round);
        return round.registered().isPresent();
    }

    boolean hasBegun() {
        return begun != null;
    }

    /** Runs one probe round and reports the incidents. */
    void round() throws InterruptedException {
        IncidentArchive archive = begun;
        List<Incident> changed = new ArrayList<>(unreported.take());
        if (archive == null) {
            archive = archives.get();
            begun = archive;
            changed.addAll(detector.open());
        }
        goOnWithEarlierTerms(archive);
        ProbeRound round = probes.look();
        noteStandbys(round);
        changed.addAll(detector.observe(round));
        changed.addAll(askForOtherPrimaries(round));
        List<Incident> unknown = archive.keep(changed);
        unknown.forEach(this::announce);
        changed.stream().filter(incident -> !incident.isOpen()).forEach(this::announceRepair);
        uptime.observe(round, detector::hasDeparted);
        if (!round.isBlind()) {
            uptime.forget(detector::looksFor);
        }
        watched = uptime.watched();
    }

    private List<Incident> askForOtherPrimaries(ProbeRound round) {
        List<Incident> answered = new ArrayList<>();
        detector.unreachable(round)
                .forEach((primary, reason) -> {
                    if (switchovers.ask(primary.group(), primary.address(), reason)) {
                        detector.respond(primary, reason + " A switchover was requested.")
                                .ifPresent(answered::add);
                    }
                });
        return answered;
    }

    /** Whether the next round should come soon. */
    boolean isSuspicious() {
        return detector.isSuspicious();
    }

    /** Writes the running totals to the shards and publishes the figures as meters. */
    void settle() {
        IncidentArchive archive = Objects.requireNonNull(begun);
        archive.keep(ledger());
        List<Incident> incidents = archive.incidents();
        metrics.open((int) incidents.stream().filter(Incident::isOpen).count());
        metrics.figures(AvailabilityFigures.of(incidents, ledger()));
    }

    List<Incident> incidents() {
        return Objects.requireNonNull(begun).incidents();
    }

    AvailabilityLedger ledger() {
        List<Replication> replication = new ArrayList<>();
        new TreeMap<>(times)
                .forEach((shard, measured) ->
                        replication.add(
                                Replication.of(
                                        shard, measured, standbys.getOrDefault(shard, List.of()))));
        return new AvailabilityLedger(watched, replication);
    }

    private void goOnWithEarlierTerms(IncidentArchive archive) {
        List<Incident> open = archive.takeOpen();
        open.stream()
                .map(Incident::component)
                .filter(component -> component.type() == Component.Type.INSTANCE)
                .forEach(probes::remember);
        archive.keep(detector.restore(open));
        archive.takeEarlierLedger().ifPresent(ledger -> uptime.restore(ledger.watched()));
    }

    private void noteStandbys(ProbeRound round) {
        for (ProbeResult sighting : round.sightings()) {
            ComponentReport report = sighting.report();
            if (report != null
                    && sighting.component().type() == Component.Type.POSTGRES
                    && report.role() == Role.PRIMARY) {
                standbys.put(sighting.component().group(), report.replicas());
            }
        }
    }

    private void announce(Incident incident) {
        log.warn(
                "{} {} (incident {}). {}",
                incident.component().title(),
                incident.kind().phrase(),
                incident.id(),
                String.join(" ", incident.evidence()));
        metrics.detected(incident);
    }

    private void announceRepair(Incident incident) {
        log.info(
                "{} has recovered (incident {}). {}",
                incident.component().title(),
                incident.id(),
                String.join(" ", incident.response()));
        metrics.repaired(incident);
    }

    @Override
    public void close() {
        probes.close();
        IncidentArchive archive = begun;
        if (archive != null) {
            archive.close();
        }
    }
}
