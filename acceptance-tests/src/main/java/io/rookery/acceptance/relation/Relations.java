package io.rookery.acceptance.relation;

import io.rookery.acceptance.client.WriteOutcome;
import io.rookery.acceptance.graph.SocialGraph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tracks follows and blocks between people, who are numbered. Starts with the friendships of a
 * graph and is updated by the requests. Only one request between two people is in progress at a
 * time. After a request with an unknown outcome, the two send no more requests until it can have no
 * more effect, so that its late effect cannot be mistaken for that of a later request. Thread-safe.
 */
public final class Relations {

    /** Longer than the platform works on any request. */
    private static final Duration LONGEST_EFFECT = Duration.ofSeconds(15);

    /** A fact about two people. */
    public record Edge(Relation relation, int from, int to) {}

    private final SocialGraph graph;
    private final Map<Edge, History> histories = new ConcurrentHashMap<>();

    /** When the next request between two people may be sent. */
    private final Map<Set<Integer>, Long> free = new HashMap<>();

    public Relations(SocialGraph graph) {
        this.graph = graph;
    }

    /** A request that is about to be sent. The caller must call {@link #ended}. */
    public final class Attempt {
        private final Set<Integer> pair;
        private final Map<History, History.Change> changes = new HashMap<>();

        private Attempt(RelationAction action, int actor, int other) {
            this.pair = Set.of(actor, other);
            long now = System.nanoTime();
            switch (action) {
                case FOLLOW -> change(new Edge(Relation.FOLLOWING, actor, other), true, now);
                case UNFOLLOW -> change(new Edge(Relation.FOLLOWING, actor, other), false, now);
                case UNBLOCK -> change(new Edge(Relation.BLOCKING, actor, other), false, now);
                case BLOCK -> {
                    change(new Edge(Relation.BLOCKING, actor, other), true, now);
                    change(new Edge(Relation.FOLLOWING, actor, other), false, now);
                    change(new Edge(Relation.FOLLOWING, other, actor), false, now);
                }
            }
        }

        private void change(Edge edge, boolean value, long now) {
            History history = history(edge);
            changes.put(history, history.begin(value, now));
        }

        /** Records the outcome. Must be called as soon as the client knows it. */
        public void ended(WriteOutcome outcome) {
            long now = System.nanoTime();
            changes.forEach((history, change) -> history.end(change, outcome, now));
            long rest = outcome == WriteOutcome.UNKNOWN ? LONGEST_EFFECT.toNanos() : 0;
            synchronized (free) {
                free.put(pair, now + rest);
            }
        }
    }

    /**
     * Begins a request from one person about another. Empty if another request between the two may
     * still have an effect, or if a follow would or might be refused because one of them blocks the
     * other.
     */
    public Optional<Attempt> attempt(RelationAction action, int actor, int other) {
        Set<Integer> pair = Set.of(actor, other);
        synchronized (free) {
            Long from = free.get(pair);
            if (from != null && (from == Long.MAX_VALUE || from - System.nanoTime() > 0)) {
                return Optional.empty();
            }
            if (action == RelationAction.FOLLOW && !isSurelyUnblocked(actor, other)) {
                return Optional.empty();
            }
            free.put(pair, Long.MAX_VALUE);
        }
        return Optional.of(new Attempt(action, actor, other));
    }

    private boolean isSurelyUnblocked(int one, int other) {
        return isSure(new Edge(Relation.BLOCKING, one, other), false)
                && isSure(new Edge(Relation.BLOCKING, other, one), false);
    }

    /** Whether the edge may have had the value at some moment of a span of time. */
    public boolean mayHaveBeen(Edge edge, boolean value, long from, long to) {
        return history(edge).mayHaveBeen(value, from, to);
    }

    /** See {@link History#surelySince}. */
    public long surelySince(Edge edge, boolean value) {
        return history(edge).surelySince(value);
    }

    public boolean isSure(Edge edge, boolean value) {
        return surelySince(edge, value) != Long.MAX_VALUE;
    }

    /** All edges that a request was to change. */
    public List<Edge> touched() {
        return histories.entrySet().stream()
                .filter(entry -> entry.getValue().hasChanged())
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Returns a random person to whom the relation from the given person certainly has the value.
     * Considers only people for whom it was set at first or has been used since.
     */
    public Optional<Integer> any(Relation relation, int from, boolean value, Random choice) {
        List<Integer> found = new ArrayList<>();
        for (int other = 0; other < graph.people(); other++) {
            Edge edge = new Edge(relation, from, other);
            boolean isCandidate = other != from && (histories.containsKey(edge) || first(edge));
            if (isCandidate && isSure(edge, value)) {
                found.add(other);
            }
        }
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(found.get(choice.nextInt(found.size())));
    }

    private History history(Edge edge) {
        return histories.computeIfAbsent(edge, _ -> new History(first(edge)));
    }

    private boolean first(Edge edge) {
        return edge.relation() == Relation.FOLLOWING
                && graph.friendsOf(edge.from()).contains(edge.to());
    }
}
