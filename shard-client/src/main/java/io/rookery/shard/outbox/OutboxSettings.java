package io.rookery.shard.outbox;

import java.time.Duration;

/**
 * Settings of the outbox.
 *
 * @param pollInterval mean time between two polls of a shard
 * @param visibilityDelay time after the append in which only the instance that appended the event
 *     handles it
 * @param patience time for which an instance that cannot handle events leaves due ones to others
 * @param lease time in which only the instance that claimed an event handles it
 * @param concurrency maximum of events of one kind that this instance handles at the same time
 * @param queueCapacity maximum of events of one kind that this instance holds, including those
 *     being handled
 * @param claimSize maximum of events of one kind claimed at once from one shard
 * @param firstBackOff back-off before the second attempt; it doubles with each further attempt
 * @param maxBackOff longest back-off after a failed attempt
 * @param closeTimeout longest time that closing waits for events that are being handled
 */
public record OutboxSettings(
        Duration pollInterval,
        Duration visibilityDelay,
        Duration patience,
        Duration lease,
        int concurrency,
        int queueCapacity,
        int claimSize,
        Duration firstBackOff,
        Duration maxBackOff,
        Duration closeTimeout) {

    public OutboxSettings {
        if (!pollInterval.isPositive()
                || !visibilityDelay.isPositive()
                || patience.isNegative()
                || !lease.isPositive()
                || !firstBackOff.isPositive()
                || maxBackOff.compareTo(firstBackOff) < 0
                || closeTimeout.isNegative()) {
            throw new IllegalArgumentException("A duration of the outbox is out of range");
        }
        if (concurrency < 1 || queueCapacity < concurrency || claimSize < 1) {
            throw new IllegalArgumentException(
                    "A size of the outbox is below 1, or queue-capacity below concurrency");
        }
    }

    /**
     * A poll interval of 500 ms, visibilityDelay of 2 s, patience of 3 s, lease of 10 s, back-off
     * from 1 s to 30 s.
     */
    public static OutboxSettings defaults() {
        return new OutboxSettings(
                Duration.ofMillis(500),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(10),
                8,
                512,
                100,
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5));
    }
}
