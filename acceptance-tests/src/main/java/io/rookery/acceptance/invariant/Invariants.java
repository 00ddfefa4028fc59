package io.rookery.acceptance.invariant;

import io.rookery.acceptance.client.Person;
import io.rookery.acceptance.population.Population;
import io.rookery.acceptance.workload.Ledger;
import io.rookery.acceptance.workload.Ledger.Act;
import io.rookery.acceptance.workload.Ledger.Outcome;
import io.rookery.acceptance.workload.Ledger.Post;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Compares what the public API shows with what was acknowledged: an acknowledged write is there
 * exactly once, a refused one is absent, an unknown one is there at most once, and counts agree
 * with what is counted.
 */
public final class Invariants {

    private final Population people;
    private final Ledger ledger;
    private final List<String> lost = new ArrayList<>();
    private final List<String> doubled = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();

    private Invariants(Population people, Ledger ledger) {
        this.people = people;
        this.ledger = ledger;
    }

    /** Looks at everything that the run of the ledger has written, but for home timelines. */
    public static Findings check(Population people, Ledger ledger) {
        Invariants invariants = new Invariants(people, ledger);
        Map<Integer, OwnStatuses> own = new HashMap<>();
        IntStream.range(0, people.people().size())
                .forEach(person -> own.put(person, OwnStatuses.of(people.person(person))));
        ledger.posts().values().forEach(post -> invariants.post(post, own.get(post.author())));
        own.forEach(invariants::count);
        invariants.favourites(own);
        invariants.follows();
        invariants.violations.addAll(ledger.violations());
        return new Findings(invariants.lost, invariants.doubled, invariants.violations);
    }

    private void post(Post post, OwnStatuses own) {
        Act delete = ledger.deletes().get(post.id());
        long times = own.timesOf(post.text());
        if (times > 1) {
            doubled.add("\"%s\" is there %d times.".formatted(post.text(), times));
        }
        switch (post.outcome()) {
            case ACKNOWLEDGED -> {
                if (delete == null || delete.outcome() == Outcome.REFUSED) {
                    if (own.timesOf(post.id()) == 0) {
                        lost.add("\"%s\" (%d) is lost.".formatted(post.text(), post.id()));
                    }
                } else if (delete.outcome() == Outcome.ACKNOWLEDGED && times > 0) {
                    lost.add("The delete of \"%s\" is lost.".formatted(post.text()));
                }
            }
            case REFUSED -> {
                if (times > 0) {
                    violations.add(
                            "\"%s\" is there although it was refused.".formatted(post.text()));
                }
            }
            case UNKNOWN -> {
                // There or not; more than once was noted above.
            }
        }
    }

    private void count(int number, OwnStatuses own) {
        Person person = people.person(number);
        long said =
                person.get("/api/v1/accounts/" + person.id())
                        .expectSuccess()
                        .body()
                        .path("statuses_count")
                        .asLong();
        if (said != own.statuses().size()) {
            violations.add(
                    "Person %d has %d statuses and is said to have %d."
                            .formatted(number, own.statuses().size(), said));
        }
    }

    private void favourites(Map<Integer, OwnStatuses> own) {
        Map<Long, Long> sure = new HashMap<>();
        Map<Long, Long> possible = new HashMap<>();
        ledger.favourites().stream()
                .collect(
                        java.util.stream.Collectors.groupingBy(
                                act -> List.of((long) act.actor(), act.status())))
                .forEach((key, acts) -> {
                    boolean isSure =
                            acts.stream().anyMatch(act -> act.outcome() == Outcome.ACKNOWLEDGED);
                    boolean isPossible =
                            acts.stream().anyMatch(act -> act.outcome() != Outcome.REFUSED);
                    sure.merge(key.getLast(), isSure ? 1L : 0L, Long::sum);
                    possible.merge(key.getLast(), isPossible ? 1L : 0L, Long::sum);
                });
        for (OwnStatuses statuses : own.values()) {
            for (OwnStatuses.Seen status : statuses.statuses()) {
                Long least = sure.get(status.id());
                if (least != null
                        && (status.favourites() < least
                                || status.favourites() > possible.get(status.id()))) {
                    violations.add(
                            "Status %d has %d favourites instead of %d to %d."
                                    .formatted(
                                            status.id(),
                                            status.favourites(),
                                            least,
                                            possible.get(status.id())));
                }
            }
        }
    }

    private void follows() {
        for (Ledger.Follow follow : ledger.follows()) {
            if (follow.outcome() != Outcome.ACKNOWLEDGED) {
                continue;
            }
            Person follower = people.person(follow.follower());
            Person followee = people.person(follow.followee());
            boolean isFollowing =
                    follower.get("/api/v1/accounts/relationships?id[]=" + followee.id())
                            .expectSuccess()
                            .body()
                            .path(0)
                            .path("following")
                            .asBoolean();
            if (!isFollowing) {
                lost.add(
                        "The follow of %d by %d is lost."
                                .formatted(follow.followee(), follow.follower()));
            }
        }
    }
}
