package io.rookery.acceptance.workload;

import io.rookery.acceptance.client.Answer;
import io.rookery.acceptance.client.Person;
import io.rookery.acceptance.population.Population;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Requests at a steady rate, whether or not earlier ones have been answered (an open loop, so that
 * a stall is seen by every request that falls into it): 60 % home timelines, 30 % an account's
 * statuses, 10 % posts.
 */
public final class SteadyLoad implements AutoCloseable {

    private final Population population;
    private final Ledger ledger = new Ledger();
    private final Random random;
    private final AtomicLong posts = new AtomicLong();
    private final String run;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
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
        int author = random.nextInt(population.people().size());
        int dice = random.nextInt(10);
        requests.execute(() -> act(author, dice));
    }

    private void act(int number, int dice) {
        Person person = population.person(number);
        long began = System.nanoTime();
        if (dice < 6) {
            read(person, "/api/v1/timelines/home");
        } else if (dice < 9) {
            read(person, "/api/v1/accounts/" + person.id() + "/statuses");
        } else {
            post(person, number);
        }
        ledger.took(Duration.ofNanos(System.nanoTime() - began));
    }

    private void read(Person person, String path) {
        try {
            Answer answer = person.get(path);
            if (!answer.isSuccess()) {
                ledger.fail("GET " + path, answer.status() + " " + answer.text());
            }
        } catch (UncheckedIOException e) {
            ledger.fail("GET " + path, String.valueOf(e.getCause()));
        }
    }

    private void post(Person person, int number) {
        String text = "Post " + posts.incrementAndGet() + " of " + run;
        try {
            Answer answer = person.tryPublish(text);
            if (answer.isSuccess()) {
                long id = Long.parseLong(answer.field("id"));
                ledger.acknowledge(number, text, id);
                population.acknowledged(id, number);
                return;
            }
            ledger.fail("POST status", answer.status() + " " + answer.text());
            if (answer.status() >= 500) {
                ledger.unknown(number, text);
            }
        } catch (UncheckedIOException e) {
            ledger.fail("POST status", String.valueOf(e.getCause()));
            ledger.unknown(number, text);
        }
    }

    /** Stops sending and waits for the answers that are still out. */
    @Override
    public void close() {
        clock.shutdownNow();
        requests.shutdown();
        try {
            if (!requests.awaitTermination(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Requests are still unanswered after 30 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
