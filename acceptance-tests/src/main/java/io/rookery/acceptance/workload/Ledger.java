package io.rookery.acceptance.workload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Remembers how each request ended. A post is acknowledged, refused or unknown; no answer in time
 * means unknown, never acknowledged.
 */
public final class Ledger {

    /** A post that the API acknowledged. */
    public record Acknowledged(int author, String text, long id) {}

    /** A request that did not succeed, as a client saw it. */
    public record Failure(String request, String reason) {}

    private final Map<String, Acknowledged> acknowledged = new ConcurrentHashMap<>();
    private final Map<String, Integer> unknown = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Failure> failures = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Long> latencies = new ConcurrentLinkedQueue<>();
    private final AtomicLong requests = new AtomicLong();

    void acknowledge(int author, String text, long id) {
        acknowledged.put(text, new Acknowledged(author, text, id));
    }

    void unknown(int author, String text) {
        unknown.put(text, author);
    }

    void fail(String request, String reason) {
        failures.add(new Failure(request, reason));
    }

    void took(Duration latency) {
        requests.incrementAndGet();
        latencies.add(latency.toNanos());
    }

    /** Acknowledged posts by their text, which is unique. */
    public Map<String, Acknowledged> acknowledged() {
        return Map.copyOf(acknowledged);
    }

    /** Author's number by text of the posts whose outcome nobody knows. */
    public Map<String, Integer> unknown() {
        return Map.copyOf(unknown);
    }

    public List<Failure> failures() {
        return List.copyOf(failures);
    }

    public long requests() {
        return requests.get();
    }

    /** The longest time that any request took. */
    public Duration longest() {
        return latency(1.0);
    }

    /** The latency that this share (0 to 1) of the requests did not exceed; zero before any. */
    public Duration latency(double share) {
        List<Long> sorted = new ArrayList<>(latencies);
        if (sorted.isEmpty()) {
            return Duration.ZERO;
        }
        sorted.sort(null);
        int index = (int) Math.ceil(share * sorted.size()) - 1;
        return Duration.ofNanos(sorted.get(Math.clamp(index, 0, sorted.size() - 1)));
    }
}
