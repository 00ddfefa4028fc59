package io.rookery.storage.monitoring.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Share of the time that a process spends on garbage collection. It is taken over at least a
 * second: one collection on a busy machine fills a shorter time, and says nothing about the memory.
 * Not thread-safe.
 */
final class CollectionShare {

    private static final Duration WINDOW = Duration.ofSeconds(1);

    private record Sample(Instant at, long collectionMillis) {}

    /** The latest sample that is at least as old as the window; null if there is none yet. */
    private @Nullable Sample start;

    private final Deque<Sample> later = new ArrayDeque<>();

    /**
     * Adds a sample and returns the share from 0 to 1; 0 until the samples span the window.
     *
     * @param at when it was taken, later than the one before
     * @param collectionMillis time of all collections since the start of the process
     */
    double add(Instant at, long collectionMillis) {
        later.addLast(new Sample(at, collectionMillis));
        while (!later.getFirst().at().isAfter(at.minus(WINDOW))) {
            start = later.removeFirst();
        }
        Sample from = start;
        return from == null
                ? 0
                : (double) (collectionMillis - from.collectionMillis())
                        / Duration.between(from.at(), at).toMillis();
    }

    /** Forgets the samples of a process that is gone. */
    void restart() {
        start = null;
        later.clear();
    }
}
