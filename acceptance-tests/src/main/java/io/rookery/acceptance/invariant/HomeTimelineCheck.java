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
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Compares home timelines with the acknowledged writes. A timeline must have every acknowledged
 * post of the people whom its owner follows, no deleted post, no post of other people, and no post
 * twice; the newest post comes first. A full timeline need not have posts that are older than its
 * last one.
 */
public final class HomeTimelineCheck {

    /** Maximum number of statuses in a timeline. */
    private static final int LENGTH = 800;

    /** Maximum time of the fan-out to the timelines, after a failure, too. */
    private static final Duration LONGEST_FAN_OUT = Duration.ofSeconds(60);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final Population people;
    private final RequestLedger ledger;
    private final Map<Integer, Collection<Post>> byAuthor = new HashMap<>();
    private final Map<Long, Post> byId = new HashMap<>();

    /** Expects what the writes in the ledger must have put into the timelines. */
    public HomeTimelineCheck(Population people, RequestLedger ledger) {
        this.people = people;
        this.ledger = ledger;
        for (Post post : ledger.acknowledged()) {
            byAuthor.computeIfAbsent(post.author(), _ -> new ArrayList<>()).add(post);
            byId.put(post.id(), post);
        }
    }

    /**
     * Returns one sentence for each person whose home timeline is still wrong after the maximum
     * time of the fan-out.
     */
    public List<String> lastingDifferences() throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST_FAN_OUT.toNanos();
        List<String> differences = differences();
        while (!differences.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(BETWEEN_LOOKS);
            differences = differences();
        }
        return differences;
    }

    private List<String> differences() {
        if (byId.isEmpty()) {
            return List.of();
        }
        long oldest = byId.keySet().stream().min(Long::compare).orElseThrow();
        return IntStream.range(0, people.people().size())
                .parallel()
                .mapToObj(person -> difference(person, since(people.person(person), oldest)))
                .filter(sentence -> !sentence.isEmpty())
                .toList();
    }

    private String difference(int person, List<Long> seen) {
        Set<Long> once = new HashSet<>(seen);
        Set<Long> missing = required(person);
        missing.removeAll(once);
        if (seen.size() >= LENGTH) {
            missing.removeIf(id -> id < seen.getLast());
        }
        List<Long> surplus = seen.stream().filter(id -> !isAllowed(person, id)).toList();
        boolean isSorted =
                IntStream.range(1, seen.size()).allMatch(i -> seen.get(i - 1) > seen.get(i));
        return missing.isEmpty() && surplus.isEmpty() && isSorted
                ? ""
                : "The home timeline of person %d lacks %s, wrongly contains %s, and is %s."
                        .formatted(
                                person,
                                missing,
                                surplus,
                                isSorted ? "in order" : "out of order or has duplicates");
    }

    private Set<Long> required(int person) {
        Set<Long> ids = new HashSet<>();
        add(ids, person, Long.MIN_VALUE);
        for (int author : byAuthor.keySet()) {
            long since =
                    people.relations()
                            .surelySince(new Edge(Relation.FOLLOWING, person, author), true);
            if (author != person && since != Long.MAX_VALUE) {
                add(ids, author, since);
            }
        }
        return ids;
    }

    private void add(Set<Long> ids, int author, long after) {
        for (Post post : byAuthor.getOrDefault(author, List.of())) {
            if (post.sent() > after && !isPerhapsDeleted(post)) {
                ids.add(post.id());
            }
        }
    }

    private boolean isPerhapsDeleted(Post post) {
        StatusAction delete = ledger.deletes().get(post.id());
        return delete != null && delete.outcome() != WriteOutcome.REFUSED;
    }

    /** Posts that are not in the ledger's acknowledged ones are always allowed. */
    private boolean isAllowed(int person, long id) {
        Post post = byId.get(id);
        if (post == null) {
            return true;
        }
        StatusAction delete = ledger.deletes().get(id);
        boolean isDeleted = delete != null && delete.outcome() == WriteOutcome.ACKNOWLEDGED;
        return !isDeleted && mayFollow(person, post.author());
    }

    private boolean mayFollow(int person, int author) {
        long now = System.nanoTime();
        Edge follow = new Edge(Relation.FOLLOWING, person, author);
        return person == author || people.relations().mayHaveBeen(follow, true, now, now);
    }

    /** Returns the ids of the home timeline, from the newest down to the given one. */
    private static List<Long> since(Person person, long oldest) {
        List<Long> all = new ArrayList<>();
        String older = "";
        while (true) {
            List<Long> page =
                    person.get("/api/v1/timelines/home?limit=40" + older).expectSuccess().ids();
            page.stream().filter(id -> id >= oldest).forEach(all::add);
            if (page.isEmpty() || page.getLast() < oldest) {
                return all;
            }
            older = "&max_id=" + page.getLast();
        }
    }
}
