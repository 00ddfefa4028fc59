package io.rookery.feed.timeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reference model of home timelines, as simple as possible. Tests compare the service with it. */
final class HomeTimelineModel {

    private record Published(long author, String id, String boosted) {
        boolean isBoost() {
            return !boosted.isEmpty();
        }
    }

    private final Map<Long, Set<Long>> follows = new HashMap<>();
    private final Map<String, Long> authors = new HashMap<>();
    private final List<Published> oldestFirst = new ArrayList<>();

    boolean follow(long follower, long followee) {
        return follows.computeIfAbsent(follower, _ -> new HashSet<>()).add(followee);
    }

    boolean unfollow(long follower, long followee) {
        Set<Long> followed = follows.get(follower);
        return followed != null && followed.remove(followee);
    }

    void published(long author, String id) {
        authors.put(id, author);
        oldestFirst.add(new Published(author, id, ""));
    }

    boolean mayBoost(long account, String status) {
        return oldestFirst.stream()
                .noneMatch(one -> one.author == account && one.boosted.equals(status));
    }

    void boosted(long account, String status, String boost) {
        oldestFirst.add(new Published(account, boost, status));
    }

    /** Undoes the account's boost of the status. Returns false if there is none. */
    boolean unboosted(long account, String status) {
        return oldestFirst.removeIf(
                one -> one.author == account && one.isBoost() && one.boosted.equals(status));
    }

    boolean mayDelete(long account, String id) {
        return oldestFirst.stream()
                .anyMatch(one -> one.author == account && !one.isBoost() && one.id.equals(id));
    }

    /** Deletes a status and its boosts. */
    void deleted(String id) {
        oldestFirst.removeIf(one -> one.id.equals(id) || one.boosted.equals(id));
    }

    /** Returns the expected ids, newest first. */
    List<String> homeOf(long account) {
        Set<Long> shown = new HashSet<>(follows.getOrDefault(account, Set.of()));
        shown.add(account);
        Set<String> seen = new HashSet<>();
        List<String> home = new ArrayList<>();
        for (Published one : oldestFirst) {
            if (!shown.contains(one.author)) {
                continue;
            }
            boolean isNew =
                    one.isBoost()
                            ? !shown.contains(authors.get(one.boosted)) && seen.add(one.boosted)
                            : true;
            if (isNew) {
                home.addFirst(one.id);
            }
        }
        return home;
    }
}
