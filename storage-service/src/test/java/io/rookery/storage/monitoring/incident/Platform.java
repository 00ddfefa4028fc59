package io.rookery.storage.monitoring.incident;

import io.rookery.storage.monitoring.probe.Component;
import io.rookery.storage.monitoring.probe.ComponentReport;
import io.rookery.storage.monitoring.probe.ProbeResult;
import io.rookery.storage.monitoring.probe.ProbeRound;
import io.rookery.storage.monitoring.probe.Replica;
import io.rookery.storage.monitoring.probe.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * A small simulated platform for probe rounds. Every component answers unless a test changes that.
 */
public final class Platform {

    static final Instant START = Instant.parse("2026-07-01T10:00:00Z");
    public static final Component PRIMARY = postgres("shard-0-a", "h:1");
    public static final Component STANDBY = postgres("shard-0-b", "h:2");
    static final Component REDIS = Component.of(Component.Type.REDIS, "redis", "h:11");
    static final Component REPLICA = Component.of(Component.Type.REDIS, "redis", "h:12");
    static final Component ZOOKEEPER = Component.of(Component.Type.ZOOKEEPER, "zookeeper", "h:21");
    public static final Component FEED =
            Component.of(Component.Type.INSTANCE, "feed-service", "h:31");
    static final Component OTHER_FEED =
            Component.of(Component.Type.INSTANCE, "feed-service", "h:32");
    static final Component GATEWAY = Component.of(Component.Type.INSTANCE, "gateway", "h:41");

    private static final AtomicLong IDS = new AtomicLong();
    private static final Duration DEADLINE = Duration.ofMillis(750);
    private static final Duration QUICK = Duration.ofMillis(5);

    private final IncidentDetector detector;
    private final Map<String, Function<Instant, ProbeResult>> behaviour = new HashMap<>();
    private final Map<Component, ComponentReport> reports = new LinkedHashMap<>();
    private final Map<Component, Duration> times = new HashMap<>();
    private final Set<String> registered = new HashSet<>(Set.of("h:31", "h:32"));
    private final Map<String, Incident> incidents = new LinkedHashMap<>();
    private boolean registryIsAway;
    private Instant now = START;

    public Platform(IncidentDetector detector) {
        this.detector = detector;
        say(
                PRIMARY,
                ComponentReport.of(Role.PRIMARY, true)
                        .withReplicas(List.of(new Replica("shard-0/b", "streaming", true, 0))));
        say(STANDBY, standby());
        say(REDIS, ComponentReport.of(Role.PRIMARY, true));
        say(REPLICA, ComponentReport.of(Role.REPLICA, true).following("h:11").streaming(true));
        for (Component member : List.of(ZOOKEEPER, FEED, OTHER_FEED, GATEWAY)) {
            say(member, ComponentReport.of(Role.MEMBER, true));
        }
    }

    /** Report of a standby that receives the changes of the primary. */
    static ComponentReport standby() {
        return ComponentReport.of(Role.REPLICA, false)
                .following("h:1")
                .knownAs("shard-0/b")
                .streaming(true);
    }

    /** Creates a detector with the default settings and a session timeout of six seconds. */
    public static IncidentDetector detector() {
        return new IncidentDetector(
                new IncidentSettings(
                        3,
                        2,
                        Duration.ofMillis(300),
                        5,
                        0.95,
                        0.8,
                        0.5,
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(30),
                        1000),
                Duration.ofSeconds(6),
                () -> Long.toString(IDS.incrementAndGet()));
    }

    private static Component postgres(String name, String address) {
        return Component.of(Component.Type.POSTGRES, "shard-0", address).named(name);
    }

    Instant now() {
        return now;
    }

    public void say(Component component, ComponentReport report) {
        reports.put(component, report);
        behaviour.remove(component.key());
    }

    void takes(Component component, Duration time) {
        times.put(component, time);
    }

    public void refuses(Component component) {
        behaviour.put(component.key(), at -> ProbeResult.refused(component, at, "it refused"));
    }

    void isStarting(Component component) {
        behaviour.put(
                component.key(), at -> ProbeResult.notServing(component, at, "it is starting"));
    }

    void isSilent(Component component) {
        behaviour.put(component.key(), at -> ProbeResult.silent(component, at, DEADLINE));
    }

    /** The probe that the next round starts stays unanswered in all later rounds. */
    void keepsWaiting(Component component) {
        Instant asked = now.plusSeconds(1);
        behaviour.put(component.key(), _ -> ProbeResult.silent(component, asked, DEADLINE));
    }

    void answers(Component component) {
        behaviour.remove(component.key());
    }

    public void isGone(Component component) {
        reports.remove(component);
    }

    /** The component has heard from another one just before the next round begins. */
    void hears(Component component, String other) {
        say(component, report(component).hearing(Map.of(other, now.plusMillis(900))));
    }

    ComponentReport report(Component component) {
        return Optional.ofNullable(reports.get(component)).orElseThrow();
    }

    void registryIsAway() {
        registryIsAway = true;
    }

    public void unregister(String address) {
        registered.remove(address);
    }

    /** Runs this number of rounds, a second apart. */
    public void rounds(int number) {
        for (int i = 0; i < number; i++) {
            round();
        }
    }

    /** Runs one round; returns the incidents that it changed. */
    public List<Incident> round() {
        now = now.plusSeconds(1);
        List<Incident> changed = detector.observe(look());
        changed.forEach(incident -> incidents.put(incident.id(), incident));
        return changed;
    }

    public ProbeRound look() {
        List<ProbeResult> sightings = new ArrayList<>();
        reports.forEach((component, report) ->
                sightings.add(
                        behaviour
                                .getOrDefault(
                                        component.key(),
                                        at ->
                                                ProbeResult.answered(
                                                        component,
                                                        at,
                                                        times.getOrDefault(component, QUICK),
                                                        report))
                                .apply(now)));
        return new ProbeRound(
                now.plus(DEADLINE),
                sightings,
                registryIsAway ? Optional.empty() : Optional.of(registered));
    }

    public List<Incident> incidents() {
        return List.copyOf(incidents.values());
    }

    Incident only() {
        if (incidents.size() != 1) {
            throw new AssertionError("Not one incident: " + incidents.values());
        }
        return incidents.values().iterator().next();
    }
}
