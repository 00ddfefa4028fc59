package io.rookery.storage.monitoring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.rookery.storage.monitoring.availability.AvailabilityFigures;
import io.rookery.storage.monitoring.availability.Replication;
import io.rookery.storage.monitoring.incident.Incident;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Publishes the incidents and figures as meters. Only the meters of the leader change. */
final class IncidentMetrics {

    private final MeterRegistry registry;
    private final AtomicInteger open;
    private final Timer detection;
    private final Timer recovery;
    private final MultiGauge availability;
    private final MultiGauge replication;

    IncidentMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.open = new AtomicInteger();
        registry.gauge("rookery.incidents.open", open);
        this.detection = registry.timer("rookery.incidents.detection");
        this.recovery = registry.timer("rookery.recovery");
        this.availability = MultiGauge.builder("rookery.availability").register(registry);
        this.replication = MultiGauge.builder("rookery.replication.share").register(registry);
    }

    void detected(Incident incident) {
        registry.counter(
                        "rookery.incidents",
                        "kind",
                        incident.kind().word(),
                        "type",
                        incident.component().type().word())
                .increment();
        Incident.Times times = incident.times();
        detection.record(Duration.between(times.began(), times.detected()));
    }

    void repaired(Incident incident) {
        AvailabilityFigures.recovery(incident.times()).ifPresent(recovery::record);
    }

    void open(int incidents) {
        open.set(incidents);
    }

    void figures(AvailabilityFigures figures) {
        List<Row<?>> rows = new ArrayList<>();
        List<AvailabilityFigures.GroupFigures> all = new ArrayList<>(figures.groups());
        all.add(figures.platform());
        for (AvailabilityFigures.GroupFigures group : all) {
            rows.add(
                    Row.of(
                            Tags.of("group", group.group(), "basis", "measured"),
                            group.availabilityMeasured()));
            rows.add(
                    Row.of(
                            Tags.of("group", group.group(), "basis", "predicted"),
                            group.availabilityPredicted()));
        }
        availability.register(rows, true);
        List<Row<?>> shares = new ArrayList<>();
        for (Replication shard : figures.replication()) {
            Double share = shard.share();
            if (share != null) {
                shares.add(Row.of(Tags.of("shard", shard.shard()), share));
            }
        }
        replication.register(shares, true);
    }
}
