package io.rookery.acceptance.population;

import io.rookery.acceptance.client.Application;
import io.rookery.acceptance.client.Person;
import io.rookery.acceptance.graph.SocialGraph;
import io.rookery.acceptance.relation.Relations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** The people of a social graph, who are signed up through the public API, and what they do. */
public final class Population {

    private static final String PASSWORD = "a nest high in the elms";

    private final SocialGraph graph;
    private final List<Person> people;
    private final ParallelSteps steps;
    private final Progress progress;

    /** Number of the author by the id of the status, for each acknowledged status. */
    private final Map<Long, Integer> statuses = new ConcurrentHashMap<>();

    /** Numbers of the people by the ids of their accounts. */
    private final Map<Long, Integer> numbers = new HashMap<>();

    private final Relations relations;

    private Population(
            SocialGraph graph, List<Person> people, ParallelSteps steps, Progress progress) {
        this.graph = graph;
        this.people = people;
        this.steps = steps;
        this.progress = progress;
        this.relations = new Relations(graph);
        for (int number = 0; number < people.size(); number++) {
            numbers.put(people.get(number).id(), number);
        }
    }

    /** Signs up all people of the graph. People who already have an account sign in. */
    public static Population join(
            SocialGraph graph, Application application, String prefix, Progress progress) {
        ParallelSteps steps = new ParallelSteps(16);
        Person[] people = new Person[graph.people()];
        steps.each(
                people.length,
                number -> {
                    String username = String.format(Locale.ROOT, "%s%03d", prefix, number);
                    people[number] =
                            application.join(username, username + "@example.org", PASSWORD);
                },
                done -> progress.report("Signing up people", done, people.length));
        return new Population(graph, new ArrayList<>(Arrays.asList(people)), steps, progress);
    }

    public Person person(int number) {
        return people.get(number);
    }

    public List<Person> people() {
        return people;
    }

    public SocialGraph graph() {
        return graph;
    }

    public static String password() {
        return PASSWORD;
    }

    /** Makes all friends follow each other. */
    public void befriend() {
        var friendships = graph.friendships();
        steps.each(
                friendships.size(),
                number -> {
                    Person one = people.get(friendships.get(number).one());
                    Person other = people.get(friendships.get(number).other());
                    one.follow(other).expectSuccess();
                    other.follow(one).expectSuccess();
                },
                done -> progress.report("Making friends", done, friendships.size()));
    }

    /** Posts statuses. The seed determines the authors. */
    public void publish(int count, long seed) {
        int[] authors = new Random(seed).ints(count, 0, people.size()).toArray();
        steps.each(
                count,
                number -> {
                    int author = authors[number];
                    long id = people.get(author).publish("Seen from the rookery, number " + number);
                    acknowledged(id, author);
                },
                done -> progress.report("Posting statuses", done, count));
    }

    /** Records a status that the API has acknowledged. */
    public void acknowledged(long status, int author) {
        statuses.put(status, author);
    }

    /** Returns who follows and blocks whom; initially the graph's friendships. */
    public Relations relations() {
        return relations;
    }

    /** Returns the number of the person with this account id; empty if unknown. */
    public OptionalInt numberOf(long account) {
        Integer number = numbers.get(account);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /**
     * Returns the expected home timelines, derived only from the graph and the acknowledged
     * statuses.
     */
    public ExpectedHomeTimelines expectedHomeTimelines() {
        return new ExpectedHomeTimelines(graph, statuses);
    }

    /**
     * Compares every person's home timeline with the expected one.
     *
     * @return one sentence for each that differs
     */
    public List<String> differences() {
        ExpectedHomeTimelines expected = expectedHomeTimelines();
        List<String> differences = Collections.synchronizedList(new ArrayList<>());
        steps.each(
                people.size(),
                number ->
                        expected.difference(
                                        number,
                                        people.get(number).home(ExpectedHomeTimelines.LENGTH))
                                .ifPresent(differences::add),
                done -> progress.report("Comparing home timelines", done, people.size()));
        return differences;
    }
}
