package io.rookery.acceptance.workload;

import io.rookery.acceptance.client.WriteOutcome;
import io.rookery.acceptance.population.Population;
import io.rookery.acceptance.relation.Relation;
import io.rookery.acceptance.relation.RelationAction;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Sends requests at a steady rate, whether or not earlier ones have been answered. This is an open
 * loop, so that every request that falls into a stall sees it. Of 212 requests, 120 read a home
 * timeline, 60 an account's statuses, 20 post, 2 follow, 2 unfollow, 4 favour, 1 blocks, 1 unblocks
 * and 2 delete. After a post, delete, unfollow or block, reads check its effect.
 */
public final class OpenLoopLoad implements AutoCloseable {

    private static final int MIX = 212;

    private final Population population;
    private final RequestLedger ledger = new RequestLedger();
    private final Recent recent = new Recent();
    private final Reads reads;
    private final Writes writes;
    private final Random random;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("load").factory());

    /** Due times of the requests in progress. */
    private final Set<Long> waiting = ConcurrentHashMap.newKeySet();

    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();

    private OpenLoopLoad(Population population, long seed, String run) {
        this.population = population;
        this.random = new Random(seed);
        Requests sender = new Requests(ledger);
        this.reads = new Reads(population, ledger, recent, sender);
        this.writes = new Writes(population, ledger, recent, sender, run);
    }

    /**
     * Starts the load immediately.
     *
     * @param run a word that makes the texts of this run unique
     */
    public static OpenLoopLoad start(
            Population population, int requestsPerSecond, long seed, String run) {
        OpenLoopLoad load = new OpenLoopLoad(population, seed, run);
        var _ =
                load.clock.scheduleAtFixedRate(
                        load::fire, 0, 1_000_000 / requestsPerSecond, TimeUnit.MICROSECONDS);
        return load;
    }

    public RequestLedger ledger() {
        return ledger;
    }

    private void fire() {
        int actor = random.nextInt(population.people().size());
        int dice = random.nextInt(MIX);
        long seed = random.nextLong();
        long due = System.nanoTime();
        requests.execute(() -> {
            waiting.add(due);
            try {
                act(actor, dice, new Random(seed), due);
            } finally {
                waiting.remove(due);
            }
        });
    }

    /** How long the oldest request in progress has been waiting. */
    public Duration longestWait() {
        long now = System.nanoTime();
        return Duration.ofNanos(waiting.stream().mapToLong(due -> now - due).max().orElse(0));
    }

    private void act(int actor, int dice, Random choice, long due) {
        if (dice < 120) {
            timed("GET home", due, () -> reads.home(actor));
        } else if (dice < 180) {
            int author = choice.nextInt(population.people().size());
            timed("GET statuses", due, () -> reads.statusesOf(actor, author));
        } else if (dice < 200) {
            writes.post(actor, choice, () -> took("POST status", due));
            timed("GET own statuses", System.nanoTime(), () -> reads.own(actor));
        } else if (dice < 202) {
            follow(actor, choice, due);
        } else if (dice < 204) {
            any(Relation.FOLLOWING, actor, choice)
                    .ifPresent(other -> end(RelationAction.UNFOLLOW, actor, other, due));
        } else if (dice < 208) {
            recent.any(choice)
                    .ifPresent(post ->
                            timed("POST favourite", due, () -> writes.favourite(actor, post)));
        } else if (dice < 209) {
            end(RelationAction.BLOCK, actor, choice.nextInt(population.people().size()), due);
        } else if (dice < 210) {
            any(Relation.BLOCKING, actor, choice).ifPresent(other -> unblock(actor, other, due));
        } else {
            recent.takeOneOf(actor)
                    .ifPresent(post -> {
                        writes.delete(actor, post, () -> took("DELETE status", due));
                        reads.own(actor);
                    });
        }
    }

    /** Follows a person: half of the time one who was followed before, if there is any. */
    private void follow(int actor, Random choice, long due) {
        Optional<Integer> former =
                choice.nextBoolean()
                        ? population.relations().any(Relation.FOLLOWING, actor, false, choice)
                        : Optional.empty();
        int other = former.orElseGet(() -> choice.nextInt(population.people().size()));
        writes.change(RelationAction.FOLLOW, actor, other).ifPresent(_ -> took("POST follow", due));
    }

    /**
     * Ends a relation. Then the person who unfollowed, or is now blocked, requests what that person
     * may not see any more.
     */
    private void end(RelationAction action, int actor, int other, long due) {
        Optional<WriteOutcome> outcome = writes.change(action, actor, other);
        if (outcome.isEmpty()) {
            return;
        }
        took("POST " + action.word(), due);
        int reader = action == RelationAction.BLOCK ? other : actor;
        int author = action == RelationAction.BLOCK ? actor : other;
        reads.home(reader);
        reads.statusesOf(reader, author);
        recent.newestPrivateOf(author).ifPresent(post -> reads.status(reader, post));
    }

    /** Unblocks a person. Former friends then follow each other again. */
    private void unblock(int actor, int other, long due) {
        writes.change(RelationAction.UNBLOCK, actor, other)
                .ifPresent(_ -> took("POST unblock", due));
        if (population.graph().friendsOf(actor).contains(other)) {
            writes.change(RelationAction.FOLLOW, actor, other);
            writes.change(RelationAction.FOLLOW, other, actor);
        }
    }

    private Optional<Integer> any(Relation relation, int actor, Random choice) {
        return population.relations().any(relation, actor, true, choice);
    }

    private void timed(String what, long due, Runnable request) {
        request.run();
        took(what, due);
    }

    private void took(String what, long due) {
        ledger.took(what, due, System.nanoTime());
    }

    /** Stops sending and waits for the outstanding answers. */
    @Override
    public void close() {
        clock.shutdownNow();
        requests.shutdown();
        try {
            if (!requests.awaitTermination(90, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Requests are still unanswered after 90 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
