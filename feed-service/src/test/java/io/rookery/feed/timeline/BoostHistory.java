package io.rookery.feed.timeline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Simulates random boosts and undone boosts on the shards. Their events reach Redis late, twice and
 * in any order, but never before the action itself.
 */
final class BoostHistory {

    private static final long FRIEND = 41;
    private static final long STRANGER = 42;
    private static final int STEPS = 14;

    private final Random random;

    /** Existing boosts: the id of the boosted status by the id of the boost. */
    private final TreeMap<Long, Long> standing = new TreeMap<>();

    BoostHistory(Random random) {
        this.random = random;
    }

    boolean nextIsBuild() {
        return random.nextInt(5) == 0;
    }

    /**
     * Returns the actions and the deliveries of their events, in the order in which they must run.
     */
    List<Runnable> eventsFor(TimelineStore store, TimelineKey key) {
        List<Runnable> order = new ArrayList<>();
        List<List<Runnable>> told = new ArrayList<>();
        List<Long> made = new ArrayList<>();
        Map<Long, Long> originals = new TreeMap<>();
        for (int step = 0; step < STEPS; step++) {
            if (made.isEmpty() || random.nextInt(3) > 0) {
                long id = 100L + step;
                long original = 1L + random.nextInt(3);
                made.add(id);
                originals.put(id, original);
                order.add(() -> standing.put(id, original));
                // The event handler first checks whether the boost still exists.
                told.add(
                        List.of(() -> {
                            if (standing.containsKey(id)) {
                                store.push(
                                        List.of(key),
                                        new TimelinePush(
                                                new TimelineEntry(id, original), FRIEND, STRANGER));
                            }
                        }));
            } else {
                long id = made.remove(random.nextInt(made.size()));
                long original = originals.getOrDefault(id, 0L);
                order.add(() -> standing.remove(id));
                told.add(
                        List.of(() -> store.remove(List.of(key), new TimelineEntry(id, original))));
            }
        }
        return interleaved(order, told);
    }

    private List<Runnable> interleaved(List<Runnable> happenings, List<List<Runnable>> told) {
        List<Runnable> all = new ArrayList<>();
        List<Runnable> waiting = new ArrayList<>();
        for (int i = 0; i < happenings.size(); i++) {
            all.add(happenings.get(i));
            waiting.addAll(told.get(i));
            if (random.nextInt(4) == 0) {
                waiting.addAll(told.get(i));
            }
            Collections.shuffle(waiting, random);
            while (!waiting.isEmpty() && random.nextBoolean()) {
                all.add(waiting.removeLast());
            }
        }
        all.addAll(waiting);
        return all;
    }

    /** Returns the timeline that the shards show now. */
    List<TimelineEntry> shown() {
        Map<Long, Long> first = new TreeMap<>();
        standing.forEach((id, original) -> first.putIfAbsent(original, id));
        return first.entrySet().stream()
                .map(one -> new TimelineEntry(one.getValue(), one.getKey()))
                .sorted(TimelineEntry.NEWEST_FIRST)
                .toList();
    }

    /** Returns all boosts that the shards have now. */
    List<TimelineEntry> known() {
        return standing.entrySet().stream()
                .map(one -> new TimelineEntry(one.getKey(), one.getValue()))
                .toList();
    }
}
