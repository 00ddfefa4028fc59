package io.rookery.acceptance.workload;

import io.rookery.acceptance.client.Answer;
import io.rookery.acceptance.client.Person;
import io.rookery.acceptance.population.Population;
import io.rookery.acceptance.workload.Ledger.Act;
import io.rookery.acceptance.workload.Ledger.Failure;
import io.rookery.acceptance.workload.Ledger.Follow;
import io.rookery.acceptance.workload.Ledger.Outcome;
import io.rookery.acceptance.workload.Ledger.Post;
import java.io.UncheckedIOException;
import java.net.http.HttpTimeoutException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Requests at a steady rate, whether or not earlier ones have been answered (an open loop, so that
 * a stall is seen by every request that falls into it): of 105 requests 60 read a home timeline, 30
 * an account's statuses, 10 post, 2 follow, 2 favour and 1 deletes.
 */
public final class SteadyLoad implements AutoCloseable {

    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;
    private static final int OUTCOME_UNKNOWN = 504;
    private static final int MIX = 105;

    private final Population population;
    private final Ledger ledger = new Ledger();
    private final Recent recent = new Recent();
    private final Random random;
    private final AtomicLong posts = new AtomicLong();
    private final String run;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("load").factory());
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();

    private SteadyLoad(Population population, long seed, String run) {
        this.population = population;
        this.random = new Random(seed);
        this.run = run;
    }

    /**
     * Starts at once.
     *
     * @param run a word that makes the texts of this run unique
     */
    public static SteadyLoad start(
            Population population, int requestsPerSecond, long seed, String run) {
        SteadyLoad load = new SteadyLoad(population, seed, run);
        var _ =
                load.clock.scheduleAtFixedRate(
                        load::fire, 0, 1_000_000 / requestsPerSecond, TimeUnit.MICROSECONDS);
        return load;
    }

    public Ledger ledger() {
        return ledger;
    }

    private void fire() {
        int actor = random.nextInt(population.people().size());
        int dice = random.nextInt(MIX);
        long seed = random.nextLong();
        long due = System.nanoTime();
        requests.execute(() -> {
            String what = act(actor, dice, new Random(seed));
            ledger.took(what, due, System.nanoTime());
            if (dice >= 90 && dice < 100) {
                long begun = System.nanoTime();
                readOwn(actor);
                ledger.took("GET own statuses", begun, System.nanoTime());
            }
        });
    }

    /** Says what it did. */
    private String act(int actor, int dice, Random choice) {
        Person person = population.person(actor);
        if (dice < 60) {
            read(person, "/api/v1/timelines/home", _ -> {});
            return "GET home";
        }
        if (dice < 90) {
            read(person, "/api/v1/accounts/" + person.id() + "/statuses", _ -> {});
            return "GET statuses";
        }
        if (dice < 100) {
            post(person, actor, choice);
            return "POST status";
        }
        if (dice < 102) {
            follow(person, actor, choice.nextInt(population.people().size()));
            return "POST follow";
        }
        if (dice < 104) {
            recent.any(choice).ifPresent(post -> favourite(person, actor, post));
            return "POST favourite";
        }
        recent.takeOneOf(actor).ifPresent(post -> delete(person, actor, post));
        return "DELETE status";
    }

    private void read(Person person, String path, Consumer<Answer> then) {
        try {
            Answer answer = person.get(path);
            if (answer.isSuccess()) {
                then.accept(answer);
            } else {
                ledger.fail(failure("GET " + path, answer));
            }
        } catch (UncheckedIOException e) {
            ledger.fail(failure("GET " + path, e));
        }
    }

    private void post(Person person, int author, Random choice) {
        String text = "Post %d of %s".formatted(posts.incrementAndGet(), run);
        Map<String, String> form = new HashMap<>(Map.of("status", text));
        Optional<Post> answered = choice.nextInt(5) == 0 ? recent.any(choice) : Optional.empty();
        answered.ifPresent(post -> form.put("in_reply_to_id", Long.toString(post.id())));
        Outcome outcome =
                write(
                        "POST status",
                        () -> person.post("/api/v1/statuses", form),
                        answer -> {
                            long id = Long.parseLong(answer.field("id"));
                            Post post = new Post(author, text, id, Outcome.ACKNOWLEDGED);
                            ledger.record(post);
                            recent.add(post);
                            answered.filter(earlier -> earlier.id() >= id)
                                    .ifPresent(earlier ->
                                            ledger.violation(
                                                    "The reply %d sorts before %d, which it answers."
                                                            .formatted(id, earlier.id())));
                        });
        boolean isTargetGone =
                outcome == Outcome.REFUSED
                        && answered.map(post -> ledger.deletes().containsKey(post.id()))
                                .orElse(false);
        if (outcome != Outcome.ACKNOWLEDGED && !isTargetGone) {
            ledger.record(new Post(author, text, 0, outcome));
        }
    }

    /** Whoever has written reads what was written, at once and whichever instance answers. */
    private void readOwn(int author) {
        Person person = population.person(author);
        List<Long> own = recent.newestOf(author);
        read(
                person,
                "/api/v1/accounts/" + person.id() + "/statuses?limit=40",
                answer -> {
                    List<Long> seen = answer.ids();
                    own.stream()
                            .filter(id -> !seen.contains(id) && !ledger.deletes().containsKey(id))
                            .forEach(id ->
                                    ledger.violation(
                                            "Person %d does not see the own status %d after it was acknowledged."
                                                    .formatted(author, id)));
                });
    }

    private void follow(Person person, int follower, int followee) {
        if (follower == followee) {
            return;
        }
        Person other = population.person(followee);
        population.mayFollow(follower, followee);
        Outcome outcome = write("POST follow", () -> person.follow(other), _ -> {});
        ledger.follow(new Follow(follower, followee, recent.newest(), outcome));
    }

    private void favourite(Person person, int actor, Post post) {
        Outcome outcome =
                write(
                        "POST favourite",
                        () -> person.post("/api/v1/statuses/" + post.id() + "/favourite"),
                        _ -> {});
        ledger.favourite(new Act(actor, post.id(), outcome));
    }

    private void delete(Person person, int actor, Post post) {
        // Whoever looks meanwhile may or may not see it.
        ledger.delete(new Act(actor, post.id(), Outcome.UNKNOWN));
        Outcome outcome =
                write(
                        "DELETE status",
                        () -> person.delete("/api/v1/statuses/" + post.id()),
                        _ -> {});
        ledger.delete(new Act(actor, post.id(), outcome));
    }

    private Outcome write(String what, Supplier<Answer> request, Consumer<Answer> acknowledged) {
        try {
            Answer answer = request.get();
            if (answer.isSuccess()) {
                acknowledged.accept(answer);
                return Outcome.ACKNOWLEDGED;
            }
            boolean isGone = answer.status() == 404; // deleted by somebody else's request meanwhile
            if (!isGone) {
                ledger.fail(failure(what, answer));
            }
            boolean isSaidNotToBeDone =
                    answer.status() < SERVER_ERROR || answer.status() == UNAVAILABLE;
            return isSaidNotToBeDone && !answer.isToARepetition()
                    ? Outcome.REFUSED
                    : Outcome.UNKNOWN;
        } catch (UncheckedIOException e) {
            ledger.fail(failure(what, e));
            return Outcome.UNKNOWN;
        }
    }

    private static Failure failure(String what, Answer answer) {
        boolean isRefusal =
                (answer.status() == UNAVAILABLE || answer.status() == OUTCOME_UNKNOWN)
                        && answer.headers().firstValue("Retry-After").isPresent();
        return new Failure(
                what, answer.status() + " " + answer.text(), isRefusal, System.nanoTime());
    }

    private static Failure failure(String what, UncheckedIOException e) {
        return new Failure(
                what,
                e.getCause() instanceof HttpTimeoutException
                        ? "no answer within the client's patience"
                        : String.valueOf(e.getCause()),
                false,
                System.nanoTime());
    }

    /** Stops sending and waits for the answers that are still out. */
    @Override
    public void close() {
        clock.shutdownNow();
        requests.shutdown();
        try {
            if (!requests.awaitTermination(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Requests are still unanswered after 60 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
