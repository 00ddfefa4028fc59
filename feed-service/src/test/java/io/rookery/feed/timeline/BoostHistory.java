package io.rookery.feed.timeline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Random boosts and their undoings as the shards have them, while what follows from each reaches
 * Redis late, twice and in any order, but never before it has happened.
 */
final class BoostHistory {

    private static final long FRIEND = 41;
    private static final long STRANGER = 42;
    private static final int STEPS = 14;

    private final Random random;

    /** Boosts that stand, by id, with what they boost. */
    private final TreeMap<Long, Long> standing = new TreeMap<>();

    BoostHistory(Random random) {
        this.random = random;
    }

    boolean nextIsBuild() {
        return random.nextInt(5) == 0;
    }

    /** What happens, and what it has others told, in the order in which that is done. */
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
                // Whoever tells of it looks first whether it still stands.
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

    /** What the shards show now. */
    List<TimelineEntry> shown() {
        Map<Long, Long> first = new TreeMap<>();
        standing.forEach((id, original) -> first.putIfAbsent(original, id));
        return first.entrySet().stream()
                .map(one -> new TimelineEntry(one.getValue(), one.getKey()))
                .sorted(TimelineEntry.NEWEST_FIRST)
                .toList();
    }

    /** What the shards know now. */
    List<TimelineEntry> known() {
        return standing.entrySet().stream()
                .map(one -> new TimelineEntry(one.getKey(), one.getValue()))
                .toList();
    }
}
