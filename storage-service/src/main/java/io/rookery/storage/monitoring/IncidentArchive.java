package io.rookery.storage.monitoring;

import io.rookery.storage.monitoring.IncidentStore.Written;
import io.rookery.storage.monitoring.availability.AvailabilityLedger;
import io.rookery.storage.monitoring.incident.Incident;
import io.rookery.worker.WakeUp;
import io.rookery.worker.WorkerThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the incidents of one term of leadership in memory, with those of earlier terms that the
 * shards have stored. A thread of its own writes them to the first shard that accepts them, so that
 * a shard that is down does not delay the probes. Thread-safe.
 */
final class IncidentArchive implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(IncidentArchive.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final IncidentStore store;
    private final int kept;
    private final NavigableMap<Long, Incident> incidents = new TreeMap<>();
    private final NavigableMap<Long, Incident> unwritten = new TreeMap<>();
    private final List<Incident> foundOpen = new ArrayList<>();
    private final Set<String> loaded = new HashSet<>();
    private final WakeUp toWrite = new WakeUp();
    private final Thread writer = WorkerThread.of("incident-archive", RETRY, this::work);
    private @Nullable Written earlier;
    private boolean earlierIsTaken;
    private @Nullable AvailabilityLedger unwrittenLedger;

    private IncidentArchive(IncidentStore store, int kept) {
        this.store = store;
        this.kept = kept;
    }

    /** Begins a term. Stored incidents are loaded as soon as the shards answer. */
    static IncidentArchive open(IncidentStore store, int kept) {
        IncidentArchive archive = new IncidentArchive(store, kept);
        archive.writer.start();
        return archive;
    }

    /**
     * Keeps new incidents and new states of known ones; returns those that were not known before.
     */
    synchronized List<Incident> keep(List<Incident> changed) {
        List<Incident> unknown = new ArrayList<>();
        for (Incident incident : changed) {
            long id = Long.parseLong(incident.id());
            if (incidents.put(id, incident) == null) {
                unknown.add(incident);
            }
            unwritten.put(id, incident);
        }
        bound(incidents);
        bound(unwritten);
        toWrite.signal();
        return unknown;
    }

    /**
     * Replaces the ledger. Does nothing until {@link #takeEarlierLedger} has returned the ledger of
     * the earlier terms.
     */
    synchronized void keep(AvailabilityLedger ledger) {
        if (earlierIsTaken) {
            unwrittenLedger = ledger;
            toWrite.signal();
        }
    }

    /** All incidents in memory, the latest first. */
    synchronized List<Incident> incidents() {
        return List.copyOf(incidents.descendingMap().values());
    }

    /** Returns incidents of earlier terms that were still open, each of them once. */
    synchronized List<Incident> takeOpen() {
        List<Incident> open = List.copyOf(foundOpen);
        foundOpen.clear();
        return open;
    }

    /** Returns the ledger of the earlier terms once, as soon as a shard has answered. */
    synchronized Optional<AvailabilityLedger> takeEarlierLedger() {
        if (earlierIsTaken || earlier == null) {
            return Optional.empty();
        }
        earlierIsTaken = true;
        return Optional.of(earlier.ledger());
    }

    private void work() throws InterruptedException {
        while (true) {
            load();
            write();
            toWrite.await(RETRY);
        }
    }

    private void load() {
        boolean isAnswered = false;
        Written latest = new Written(0, AvailabilityLedger.EMPTY);
        for (String shard : store.shards()) {
            if (loaded.contains(shard)) {
                continue;
            }
            try {
                take(store.load(shard));
                for (Written ledger : store.loadLedger(shard)) {
                    latest = ledger.millis() > latest.millis() ? ledger : latest;
                }
                loaded.add(shard);
                isAnswered = true;
            } catch (RuntimeException e) {
                log.debug("The incidents of {} could not be loaded.", shard, e);
            }
        }
        if (isAnswered) {
            took(latest);
        }
    }

    private synchronized void took(Written ledger) {
        if (earlier == null) {
            earlier = ledger;
        }
    }

    private synchronized void take(List<Incident> remembered) {
        for (Incident incident : remembered) {
            incidents.merge(
                    Long.valueOf(incident.id()),
                    incident,
                    (a, b) -> a.revision() >= b.revision() ? a : b);
        }
        bound(incidents);
        remembered.stream()
                .filter(Incident::isOpen)
                .filter(incident -> incident.equals(incidents.get(Long.valueOf(incident.id()))))
                .forEach(foundOpen::add);
    }

    private void write() {
        List<Incident> waiting;
        AvailabilityLedger ledger;
        synchronized (this) {
            waiting = List.copyOf(unwritten.values());
            ledger = unwrittenLedger;
        }
        if (waiting.isEmpty() && ledger == null) {
            return;
        }
        for (String shard : store.shards()) {
            try {
                if (!waiting.isEmpty()) {
                    store.save(shard, waiting);
                }
                if (ledger != null) {
                    store.save(shard, ledger);
                }
                written(waiting, ledger);
                return;
            } catch (RuntimeException e) {
                log.debug("The incidents could not be stored in {}.", shard, e);
            }
        }
    }

    private synchronized void written(List<Incident> done, @Nullable AvailabilityLedger ledger) {
        done.forEach(incident -> unwritten.remove(Long.valueOf(incident.id()), incident));
        if (Objects.equals(unwrittenLedger, ledger)) {
            unwrittenLedger = null;
        }
    }

    private void bound(NavigableMap<Long, Incident> map) {
        while (map.size() > kept) {
            map.pollFirstEntry();
        }
    }

    @Override
    public void close() {
        WorkerThread.end(writer);
    }
}
