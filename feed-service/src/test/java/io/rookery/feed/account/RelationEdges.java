package io.rookery.feed.account;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The edges of one kind of relation between accounts. */
final class RelationEdges {

    private final Map<Long, Set<Long>> others = new ConcurrentHashMap<>();

    void add(long from, long to) {
        others.computeIfAbsent(from, _ -> ConcurrentHashMap.newKeySet()).add(to);
    }

    void remove(long from, long to) {
        others.computeIfPresent(
                from,
                (_, some) -> {
                    some.remove(to);
                    return some;
                });
    }

    boolean has(long from, long to) {
        return of(from).contains(to);
    }

    /** The targets of the edges from an account. */
    Set<Long> of(long from) {
        return others.getOrDefault(from, Set.of());
    }

    /** The sources of the edges to an account. */
    Set<Long> to(long to) {
        return others.entrySet().stream()
                .filter(one -> one.getValue().contains(to))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
