package io.rookery.acceptance.workload;

import io.rookery.acceptance.client.ApiResponse;
import io.rookery.acceptance.client.Person;
import io.rookery.acceptance.population.Population;
import io.rookery.acceptance.workload.RequestLedger.Post;
import io.rookery.acceptance.workload.VisibilityChecker.Place;
import io.rookery.acceptance.workload.VisibilityChecker.Reading;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Sends the read requests, and checks that no reader is shown what the reader may not see. */
final class Reads {

    private static final int LONGEST_PAGE = 40;

    private final Population population;
    private final RequestLedger ledger;
    private final Recent recent;
    private final Requests requests;
    private final VisibilityChecker checker;

    Reads(Population population, RequestLedger ledger, Recent recent, Requests requests) {
        this.population = population;
        this.ledger = ledger;
        this.recent = recent;
        this.requests = requests;
        this.checker = new VisibilityChecker(population.relations(), population::numberOf, ledger);
    }

    void home(int reader) {
        read(reader, Place.HOME, "/api/v1/timelines/home", Requests.NONE, _ -> {});
    }

    void statusesOf(int reader, int author) {
        read(reader, Place.AUTHOR, statusesPath(author), Requests.NONE, _ -> {});
    }

    /** Reads a status by its id. It is no failure if it is not shown. */
    void status(int reader, Post post) {
        read(reader, Place.AUTHOR, "/api/v1/statuses/" + post.id(), Requests.IF_VISIBLE, _ -> {});
    }

    /**
     * Checks read-your-writes: authors see their own statuses immediately, whichever instance
     * answers.
     */
    void own(int author) {
        List<Long> own = recent.newestOf(author);
        read(
                author,
                Place.AUTHOR,
                statusesPath(author) + "?limit=" + LONGEST_PAGE,
                Requests.NONE,
                answer -> requireOwn(author, own, answer, "on their profile"));
        read(
                author,
                Place.HOME,
                "/api/v1/timelines/home?limit=" + LONGEST_PAGE,
                Requests.NONE,
                answer -> requireOwn(author, own, answer, "in the home timeline"));
    }

    private void requireOwn(int author, List<Long> own, ApiResponse answer, String where) {
        List<Long> seen = answer.ids();
        long oldest = seen.size() < LONGEST_PAGE ? Long.MIN_VALUE : seen.getLast();
        own.stream()
                .filter(id -> id > oldest && !seen.contains(id))
                .filter(id -> !ledger.deletes().containsKey(id))
                .forEach(id ->
                        ledger.violation(
                                "Person %d does not see their own status %d %s after it was acknowledged."
                                        .formatted(author, id, where)));
    }

    private void read(
            int reader,
            Place place,
            String path,
            Set<Integer> expected,
            Consumer<ApiResponse> then) {
        Person person = population.person(reader);
        long begun = System.nanoTime();
        requests.read(
                "GET " + path,
                expected,
                () -> person.get(path),
                answer -> {
                    long ended = System.nanoTime();
                    checker.check(new Reading(reader, place, begun, ended), answer.body());
                    then.accept(answer);
                });
    }

    private String statusesPath(int author) {
        return "/api/v1/accounts/" + population.person(author).id() + "/statuses";
    }
}
