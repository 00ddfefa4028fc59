package io.rookery.acceptance.population;

import io.rookery.acceptance.graph.SocialGraph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Computes the expected home timelines: the statuses of the owner and the owner's friends, newest
 * first.
 */
public final class ExpectedHomeTimelines {

    /** Maximum number of statuses that are compared in each timeline. */
    static final int LENGTH = 800;

    private final SocialGraph graph;
    private final Map<Integer, List<Long>> statusesByAuthor;
    private final Set<Long> known;

    ExpectedHomeTimelines(SocialGraph graph, Map<Long, Integer> authors) {
        this.graph = graph;
        this.known = Set.copyOf(authors.keySet());
        this.statusesByAuthor =
                authors.entrySet().stream()
                        .collect(
                                Collectors.groupingBy(
                                        Map.Entry::getValue,
                                        Collectors.mapping(
                                                Map.Entry::getKey, Collectors.toList())));
    }

    /** Returns the expected ids, newest first. */
    public List<Long> home(int person) {
        List<Long> expected = new ArrayList<>(statusesByAuthor.getOrDefault(person, List.of()));
        for (int friend : graph.friendsOf(person)) {
            expected.addAll(statusesByAuthor.getOrDefault(friend, List.of()));
        }
        expected.sort(Comparator.reverseOrder());
        return expected.size() > LENGTH ? expected.subList(0, LENGTH) : expected;
    }

    /**
     * Returns a sentence that describes the difference; empty if the timeline is as expected.
     * Ignores statuses that this population has not posted.
     */
    public Optional<String> difference(int person, List<Long> actual) {
        List<Long> expected = home(person);
        List<Long> seen = actual.stream().filter(known::contains).toList();
        if (seen.equals(expected)) {
            return Optional.empty();
        }
        Set<Long> missing = new HashSet<>(expected);
        missing.removeAll(new HashSet<>(seen));
        Set<Long> surplus = new HashSet<>(seen);
        surplus.removeAll(new HashSet<>(expected));
        return Optional.of(
                "Person %d sees %d statuses instead of %d: missing %s, surplus %s, %s."
                        .formatted(
                                person,
                                seen.size(),
                                expected.size(),
                                missing,
                                surplus,
                                seen.size() == new HashSet<>(seen).size()
                                        ? "no duplicates"
                                        : "some duplicates"));
    }
}
