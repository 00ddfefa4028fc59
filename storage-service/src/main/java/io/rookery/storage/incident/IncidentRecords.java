package io.rookery.storage.incident;

import io.rookery.kit.error.ApiException;
import io.rookery.storage.incident.IncidentStore.Written;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/** What is known of incidents: the leader has it in memory, everybody else asks the shards. */
final class IncidentRecords {

    private static final Logger log = LoggerFactory.getLogger(IncidentRecords.class);

    private final IncidentKeeper keeper;
    private final IncidentStore store;

    IncidentRecords(IncidentKeeper keeper, IncidentStore store) {
        this.keeper = keeper;
        this.store = store;
    }

    /**
     * All that are kept, the latest first.
     *
     * @throws ApiException 503 when no shard answers
     */
    List<Incident> incidents() {
        return keeper.term().map(Term::incidents).orElseGet(this::stored);
    }

    /**
     * What was added up.
     *
     * @throws ApiException 503 when no shard answers
     */
    Ledger ledger() {
        return keeper.term()
                .map(Term::ledger)
                .orElseGet(() ->
                        fromEverywhere(store::loadLedger).stream()
                                .max(Comparator.comparingLong(Written::millis))
                                .map(Written::ledger)
                                .orElse(Ledger.EMPTY));
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
                log.debug("{} does not say which incidents it remembers.", shard, e);
            }
        }
        if (!isAnswered) {
            throw new ApiException(HttpStatus.SERVICE_UNAVAILABLE, "No shard answers");
        }
        return all;
    }
}
