package io.rookery.acceptance.workload;

import io.rookery.acceptance.client.ApiResponse;
import io.rookery.acceptance.client.Person;
import io.rookery.acceptance.client.WriteOutcome;
import io.rookery.acceptance.population.Population;
import io.rookery.acceptance.relation.RelationAction;
import io.rookery.acceptance.relation.Relations;
import io.rookery.acceptance.workload.RequestLedger.Post;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Sends the write requests, and records them and their outcomes in the ledger. */
final class Writes {

    private final Population population;
    private final RequestLedger ledger;
    private final Recent recent;
    private final Requests requests;
    private final String run;
    private final AtomicLong posts = new AtomicLong();

    Writes(
            Population population,
            RequestLedger ledger,
            Recent recent,
            Requests requests,
            String run) {
        this.population = population;
        this.ledger = ledger;
        this.recent = recent;
        this.requests = requests;
        this.run = run;
    }

    /**
     * Posts a status. One in five is a reply; of the others, one in three is for followers only.
     * Half of all carry an idempotency key.
     *
     * @param first runs when the first attempt has ended
     */
    void post(int author, Random choice, Runnable first) {
        Person person = population.person(author);
        String text = "Post %d of %s".formatted(posts.incrementAndGet(), run);
        Map<String, String> form = new HashMap<>(Map.of("status", text));
        Optional<Post> answered = choice.nextInt(5) == 0 ? recent.any(choice) : Optional.empty();
        answered.ifPresent(post -> form.put("in_reply_to_id", Long.toString(post.id())));
        boolean isPrivate = answered.isEmpty() && choice.nextInt(3) == 0;
        if (isPrivate) {
            form.put("visibility", "private");
        }
        long sent = System.nanoTime();
        Consumer<ApiResponse> acknowledged =
                answer -> {
                    long id = Long.parseLong(answer.field("id"));
                    Post post =
                            new Post(author, text, id, isPrivate, sent, WriteOutcome.ACKNOWLEDGED);
                    ledger.record(post);
                    recent.add(post);
                    answered.filter(earlier -> earlier.id() >= id)
                            .ifPresent(earlier ->
                                    ledger.violation(
                                            "The reply %d sorts before %d, its parent."
                                                    .formatted(id, earlier.id())));
                };
        Set<Integer> expected = answered.isEmpty() ? Requests.NONE : Requests.IF_NOT_BLOCKING;
        WriteOutcome outcome;
        if (choice.nextBoolean()) {
            outcome =
                    requests.keyed(
                            "POST status",
                            expected,
                            key -> person.postUnderKey("/api/v1/statuses", form, key),
                            acknowledged,
                            first);
        } else {
            outcome =
                    requests.write(
                            "POST status",
                            expected,
                            () -> person.post("/api/v1/statuses", form),
                            acknowledged);
            first.run();
        }
        boolean isTargetGone =
                outcome == WriteOutcome.REFUSED
                        && answered.map(post -> ledger.deletes().containsKey(post.id()))
                                .orElse(false);
        if (outcome != WriteOutcome.ACKNOWLEDGED && !isTargetGone) {
            ledger.record(new Post(author, text, 0, isPrivate, sent, outcome));
        }
    }

    void favourite(int actor, Post post) {
        Person person = population.person(actor);
        WriteOutcome outcome =
                requests.write(
                        "POST favourite",
                        Requests.IF_NOT_BLOCKING,
                        () -> person.post("/api/v1/statuses/" + post.id() + "/favourite"),
                        _ -> {});
        ledger.favourite(
                new RequestLedger.StatusAction(actor, post.id(), outcome, System.nanoTime()));
    }

    /**
     * Deletes a status with an idempotency key.
     *
     * @param first runs when the first attempt has ended
     */
    void delete(int actor, Post post, Runnable first) {
        Person person = population.person(actor);
        // A read meanwhile may or may not show the status.
        ledger.delete(
                new RequestLedger.StatusAction(
                        actor, post.id(), WriteOutcome.UNKNOWN, Long.MAX_VALUE));
        WriteOutcome outcome =
                requests.keyed(
                        "DELETE status",
                        Requests.NONE,
                        key -> person.deleteUnderKey("/api/v1/statuses/" + post.id(), key),
                        _ -> {},
                        first);
        ledger.delete(new RequestLedger.StatusAction(actor, post.id(), outcome, System.nanoTime()));
    }

    /**
     * Sends a change of a relation; returns the outcome. Empty if no request is sent; see {@link
     * Relations#attempt}.
     */
    Optional<WriteOutcome> change(RelationAction action, int actor, int other) {
        if (actor == other) {
            return Optional.empty();
        }
        Optional<Relations.Attempt> attempt = population.relations().attempt(action, actor, other);
        return attempt.map(begun -> {
            WriteOutcome outcome = WriteOutcome.UNKNOWN;
            try {
                outcome = send(action, population.person(actor), population.person(other));
                return outcome;
            } finally {
                begun.ended(outcome);
            }
        });
    }

    private WriteOutcome send(RelationAction action, Person actor, Person other) {
        return requests.write(
                "POST " + action.word(),
                Requests.NONE,
                () -> actor.post("/api/v1/accounts/%d/%s".formatted(other.id(), action.word())),
                _ -> {});
    }
}
