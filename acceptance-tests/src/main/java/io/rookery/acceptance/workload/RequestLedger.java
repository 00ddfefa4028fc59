package io.rookery.acceptance.workload;

import io.rookery.acceptance.client.WriteOutcome;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Records how each request ended. A write is acknowledged, refused or unknown. It is unknown, never
 * acknowledged, if no answer comes in time, or if the answer says that the outcome is not known
 * (504). A 503 means refused: the write must not have happened.
 */
public final class RequestLedger {

    /**
     * A post, identified by its text, which is unique.
     *
     * @param id id of the status; 0 unless it was acknowledged
     * @param isPrivate whether it is for followers only
     * @param sent when the request was sent, on the clock of {@link System#nanoTime}
     */
    public record Post(
            int author, String text, long id, boolean isPrivate, long sent, WriteOutcome outcome) {}

    /**
     * A request to delete a status or to make it a favourite.
     *
     * @param answered when the client knew the outcome, on the clock of {@link System#nanoTime}
     */
    public record StatusAction(int actor, long status, WriteOutcome outcome, long answered) {}

    /**
     * A request that did not succeed, as a client saw it.
     *
     * @param isRefusal whether the answer allowed a retry
     * @param at when the client knew, on the clock of {@link System#nanoTime}
     */
    public record Failure(String request, String reason, boolean isRefusal, long at) {}

    private final Map<String, Post> posts = new ConcurrentHashMap<>();
    private final Map<Long, StatusAction> deletes = new ConcurrentHashMap<>();
    private final Set<StatusAction> favourites = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<Failure> failures = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> violations = new ConcurrentLinkedQueue<>();
    private final Latencies latencies = new Latencies();

    void record(Post post) {
        posts.put(post.text(), post);
    }

    void delete(StatusAction action) {
        deletes.put(action.status(), action);
    }

    void favourite(StatusAction action) {
        favourites.add(action);
    }

    void fail(Failure failure) {
        failures.add(failure);
    }

    /** Records that an answer broke a promise. */
    void violation(String sentence) {
        violations.add(sentence);
    }

    void took(String what, long startNanos, long endNanos) {
        latencies.add(what, startNanos, endNanos);
    }

    /** All posts, by their text. */
    public Map<String, Post> posts() {
        return Map.copyOf(posts);
    }

    /** The acknowledged posts. */
    public List<Post> acknowledged() {
        return posts.values().stream()
                .filter(post -> post.outcome() == WriteOutcome.ACKNOWLEDGED)
                .toList();
    }

    /** Deletes by the id of the status; a live view. */
    public Map<Long, StatusAction> deletes() {
        return Collections.unmodifiableMap(deletes);
    }

    public Set<StatusAction> favourites() {
        return Set.copyOf(favourites);
    }

    public List<Failure> failures() {
        return List.copyOf(failures);
    }

    /** Promises that were broken while the load ran, one sentence each. */
    public Collection<String> violations() {
        return List.copyOf(violations);
    }

    public long requests() {
        return latencies.count();
    }

    /** The latencies of all requests. */
    public Latencies latencies() {
        return latencies;
    }

    /** The longest time that any request took. */
    public Duration longest() {
        return latencies.slowest().map(Latencies.Sample::latency).orElse(Duration.ZERO);
    }
}
