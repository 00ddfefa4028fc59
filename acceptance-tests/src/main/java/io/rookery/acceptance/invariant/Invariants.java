package io.rookery.acceptance.invariant;

import io.rookery.acceptance.client.Person;
import io.rookery.acceptance.client.WriteOutcome;
import io.rookery.acceptance.population.Population;
import io.rookery.acceptance.relation.Relation;
import io.rookery.acceptance.relation.Relations.Edge;
import io.rookery.acceptance.workload.RequestLedger;
import io.rookery.acceptance.workload.RequestLedger.Post;
import io.rookery.acceptance.workload.RequestLedger.StatusAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Compares what the public API shows with the outcomes of the writes. An acknowledged write exists
 * exactly once, a refused one does not exist, and one with an unknown outcome exists at most once.
 * Counts agree with what they count, after some time.
 */
public final class Invariants {

    /** Maximum time until counts agree. They are updated in the background, like timelines. */
    private static final Duration COUNTS_AGREE = Duration.ofSeconds(60);

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Population people;
    private final RequestLedger ledger;
    private final long countsAgreeBy = System.nanoTime() + COUNTS_AGREE.toNanos();
    private final List<String> lost = new ArrayList<>();
    private final List<String> doubled = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();

    private Invariants(Population people, RequestLedger ledger) {
        this.people = people;
        this.ledger = ledger;
    }

    /** Checks everything that was written according to the ledger, except home timelines. */
    public static Findings check(Population people, RequestLedger ledger) {
        Invariants invariants = new Invariants(people, ledger);
        List<OwnStatuses> own = people.people().stream().map(OwnStatuses::of).toList();
        ledger.posts().values().forEach(post -> invariants.post(post, own.get(post.author())));
        IntStream.range(0, own.size()).forEach(person -> invariants.count(person, own.get(person)));
        invariants.favourites(own);
        invariants.relations();
        invariants.violations.addAll(ledger.violations());
        return new Findings(invariants.lost, invariants.doubled, invariants.violations);
    }

    private void post(Post post, OwnStatuses own) {
        StatusAction delete = ledger.deletes().get(post.id());
        long times = own.timesOf(post.text());
        if (times > 1) {
            doubled.add("\"%s\" exists %d times.".formatted(post.text(), times));
        }
        switch (post.outcome()) {
            case ACKNOWLEDGED -> {
                if (delete == null || delete.outcome() == WriteOutcome.REFUSED) {
                    if (own.timesOf(post.id()) == 0) {
                        lost.add("\"%s\" (%d) is lost.".formatted(post.text(), post.id()));
                    }
                } else if (delete.outcome() == WriteOutcome.ACKNOWLEDGED && times > 0) {
                    lost.add("The delete of \"%s\" is lost.".formatted(post.text()));
                }
            }
            case REFUSED -> {
                if (times > 0) {
                    violations.add("\"%s\" exists although it was refused.".formatted(post.text()));
                }
            }
            case UNKNOWN -> {
                // It may exist or not. More than once was recorded above.
            }
        }
    }

    private void count(int number, OwnStatuses own) {
        Person person = people.person(number);
        long said = saidCount(person);
        while (said != own.statuses().size() && System.nanoTime() < countsAgreeBy) {
            LockSupport.parkNanos(PAUSE.toNanos());
            said = saidCount(person);
        }
        if (said != own.statuses().size()) {
            violations.add(
                    "Person %d has %d statuses, but statuses_count is %d."
                            .formatted(number, own.statuses().size(), said));
        }
    }

    private static long saidCount(Person person) {
        return person.get("/api/v1/accounts/" + person.id())
                .expectSuccess()
                .body()
                .path("statuses_count")
                .asLong();
    }

    private void favourites(List<OwnStatuses> own) {
        Map<Long, Set<Integer>> sure = new HashMap<>();
        Map<Long, Set<Integer>> possible = new HashMap<>();
        for (StatusAction action : ledger.favourites()) {
            sure.computeIfAbsent(action.status(), _ -> new HashSet<>());
            possible.computeIfAbsent(action.status(), _ -> new HashSet<>());
            if (action.outcome() == WriteOutcome.ACKNOWLEDGED) {
                sure.computeIfPresent(action.status(), (_, actors) -> with(actors, action.actor()));
            }
            if (action.outcome() != WriteOutcome.REFUSED) {
                possible.computeIfPresent(
                        action.status(), (_, actors) -> with(actors, action.actor()));
            }
        }
        own.stream()
                .flatMap(statuses -> statuses.statuses().stream())
                .filter(status -> sure.containsKey(status.id()))
                .forEach(status -> {
                    int least = sure.getOrDefault(status.id(), Set.of()).size();
                    int most = possible.getOrDefault(status.id(), Set.of()).size();
                    if (status.favourites() < least || status.favourites() > most) {
                        violations.add(
                                "Status %d has %d favourites instead of %d to %d."
                                        .formatted(status.id(), status.favourites(), least, most));
                    }
                });
    }

    private static Set<Integer> with(Set<Integer> actors, int another) {
        actors.add(another);
        return actors;
    }

    private void relations() {
        Map<Integer, List<Edge>> byPerson =
                people.relations().touched().stream().collect(Collectors.groupingBy(Edge::from));
        byPerson.forEach((person, edges) -> {
            Map<Long, JsonNode> said = relationships(people.person(person), edges);
            edges.forEach(edge -> relation(edge, said));
        });
    }

    private void relation(Edge edge, Map<Long, JsonNode> said) {
        String flag = edge.relation() == Relation.FOLLOWING ? "following" : "blocking";
        JsonNode relationship =
                said.getOrDefault(people.person(edge.to()).id(), MissingNode.getInstance());
        boolean isSo = relationship.path(flag).asBoolean(false);
        if (people.relations().isSure(edge, !isSo)) {
            lost.add(
                    "Person %d must%s be %s %d: the change was acknowledged."
                            .formatted(edge.from(), isSo ? " not" : "", flag, edge.to()));
        }
    }

    private Map<Long, JsonNode> relationships(Person person, List<Edge> edges) {
        String ids =
                edges.stream()
                        .map(edge -> "id[]=" + people.person(edge.to()).id())
                        .distinct()
                        .collect(Collectors.joining("&"));
        Map<Long, JsonNode> byId = new HashMap<>();
        person.get("/api/v1/accounts/relationships?" + ids)
                .expectSuccess()
                .body()
                .forEach(one -> byId.put(Long.parseLong(one.path("id").asString()), one));
        return byId;
    }
}
