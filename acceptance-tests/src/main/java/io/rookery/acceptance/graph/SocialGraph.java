package io.rookery.acceptance.graph;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** A social graph: people, numbered from 0, and the mutual friendships between them. */
public final class SocialGraph {

    /** Two people who are friends. */
    public record Friendship(int one, int other) {}

    private final List<Friendship> friendships;
    private final List<Set<Integer>> friends;

    private SocialGraph(List<Friendship> friendships, int people) {
        this.friendships = List.copyOf(friendships);
        this.friends = new ArrayList<>();
        for (int person = 0; person < people; person++) {
            friends.add(new TreeSet<>());
        }
        for (Friendship friendship : friendships) {
            friends.get(friendship.one).add(friendship.other);
            friends.get(friendship.other).add(friendship.one);
        }
    }

    /** Reads the social graph of a real college: 962 people, 18,812 friendships. */
    public static SocialGraph reedCollege() {
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        SocialGraph.class.getResourceAsStream(
                                                "/graph/socfb-Reed98.edges")),
                                StandardCharsets.US_ASCII))) {
            List<Friendship> friendships =
                    lines.lines()
                            .map(line -> line.split(" ", 2))
                            .map(pair ->
                                    new Friendship(
                                            Integer.parseInt(pair[0]), Integer.parseInt(pair[1])))
                            .toList();
            int people =
                    1
                            + friendships.stream()
                                    .mapToInt(pair -> Math.max(pair.one, pair.other))
                                    .max()
                                    .orElse(-1);
            return new SocialGraph(friendships, people);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the part of the graph with the people whose numbers are below the limit. */
    public SocialGraph firstPeople(int limit) {
        if (limit >= people()) {
            return this;
        }
        return new SocialGraph(
                friendships.stream()
                        .filter(pair -> pair.one < limit && pair.other < limit)
                        .toList(),
                limit);
    }

    public int people() {
        return friends.size();
    }

    public List<Friendship> friendships() {
        return friendships;
    }

    public Set<Integer> friendsOf(int person) {
        return friends.get(person);
    }
}
