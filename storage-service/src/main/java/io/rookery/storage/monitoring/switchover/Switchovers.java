package io.rookery.storage.monitoring.switchover;

import io.rookery.storage.StorageSettings;
import io.rookery.storage.StorageSettings.DeclaredShard;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests a switchover to another primary of a shard, one request at a time and at most one in
 * each interval. Thread-safe.
 */
public final class Switchovers implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Switchovers.class);

    private final Map<String, List<URI>> addresses;
    private final Duration interval;
    private final Patroni patroni;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Long> asked = new HashMap<>();

    private Switchovers(Map<String, List<URI>> addresses, Duration interval, Patroni patroni) {
        this.addresses = addresses;
        this.interval = interval;
        this.patroni = patroni;
    }

    static Switchovers of(StorageSettings storage, SwitchoverSettings settings) {
        return new Switchovers(
                storage.shards().stream()
                        .collect(
                                Collectors.toMap(
                                        DeclaredShard::name,
                                        DeclaredShard::patroni,
                                        (first, _) -> first)),
                settings.interval(),
                new Patroni(settings));
    }

    /**
     * Requests a switchover and returns before there is an answer.
     *
     * @param primary host:port of the present primary; no switchover is requested once another node
     *     is primary
     * @param reason full sentences
     * @return whether the request is made: false when the shard has no API to ask, or was asked
     *     within the interval
     */
    public boolean ask(String shard, String primary, String reason) {
        List<URI> members = addresses.getOrDefault(shard, List.of());
        if (members.isEmpty() || !mayAsk(shard)) {
            return false;
        }
        log.warn("Requesting a switchover of {}. {}", shard, reason);
        threads.execute(() -> ask(shard, members, primary));
        return true;
    }

    private void ask(String shard, List<URI> members, String primary) {
        try {
            log.info("Switchover of {}: {}", shard, patroni.switchOver(members, primary));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean mayAsk(String shard) {
        long now = System.nanoTime();
        Long last = asked.get(shard);
        if (last != null && now - last < interval.toNanos()) {
            return false;
        }
        asked.put(shard, now);
        return true;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        patroni.close();
    }
}
