package io.rookery.storage.monitoring;

import io.rookery.kit.error.ApiException;
import io.rookery.storage.monitoring.IncidentStore.Written;
import io.rookery.storage.monitoring.availability.AvailabilityLedger;
import io.rookery.storage.monitoring.incident.Incident;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/**
 * Reads incidents and running totals. The leader has them in memory; other instances ask the
 * shards.
 */
final class IncidentRecords {

    private static final Logger log = LoggerFactory.getLogger(IncidentRecords.class);

    private final IncidentMonitor monitor;
    private final IncidentStore store;

    IncidentRecords(IncidentMonitor monitor, IncidentStore store) {
        this.monitor = monitor;
        this.store = store;
    }

    /**
     * Returns all incidents that are kept, the latest first.
     *
     * @throws ApiException 503 when no shard answers
     */
    List<Incident> incidents() {
        return monitor.term().map(LeaderTerm::incidents).orElseGet(this::stored);
    }

    /**
     * Returns the running totals of availability and replication.
     *
     * @throws ApiException 503 when no shard answers
     */
    AvailabilityLedger ledger() {
        return monitor.term()
                .map(LeaderTerm::ledger)
                .orElseGet(() ->
                        fromEverywhere(store::loadLedger).stream()
                                .max(Comparator.comparingLong(Written::millis))
                                .map(Written::ledger)
                                .orElse(AvailabilityLedger.EMPTY));
    }

    private List<Incident> stored() {
        Map<Long, Incident> latest = new TreeMap<>(Comparator.reverseOrder());
        for (Incident incident : fromEverywhere(store::load)) {
            latest.merge(
                    Long.valueOf(incident.id()),
                    incident,
                    (a, b) -> a.revision() >= b.revision() ? a : b);
        }
        return List.copyOf(latest.values());
    }

    private <T> List<T> fromEverywhere(Function<String, List<T>> load) {
        List<T> all = new ArrayList<>();
        boolean isAnswered = false;
        for (String shard : store.shards()) {
            try {
                all.addAll(load.apply(shard));
                isAnswered = true;
            } catch (RuntimeException e) {
                log.debug("The incidents of {} could not be loaded.", shard, e);
            }
        }
        if (!isAnswered) {
            throw new ApiException(HttpStatus.SERVICE_UNAVAILABLE, "No shard answers");
        }
        return all;
    }
}
