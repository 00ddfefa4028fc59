package io.rookery.shard.outbox;

import java.time.Duration;

/**
 * How the outbox is worked off.
 *
 * @param pollInterval mean time between two looks at a shard
 * @param grace time after the append in which the event is left to the instance that appended it
 * @param patience time for which an instance that lacks something leaves due events to others
 * @param lease time in which a claimed event is left to the instance that claimed it
 * @param concurrency events of one kind handled at the same time by this instance
 * @param queueCapacity events of one kind held by this instance, those being handled included
 * @param claimSize most events of one kind claimed at once from one shard
 * @param firstBackOff time before the second attempt, doubled with each further one
 * @param maxBackOff longest time between two attempts
 * @param closeTimeout longest time that closing waits for events that are being handled
 */
public record OutboxSettings(
        Duration pollInterval,
        Duration grace,
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
                || !grace.isPositive()
                || patience.isNegative()
                || !lease.isPositive()
                || !firstBackOff.isPositive()
                || maxBackOff.compareTo(firstBackOff) < 0
                || closeTimeout.isNegative()) {
            throw new IllegalArgumentException("The outbox has a time that is not positive");
        }
        if (concurrency < 1 || queueCapacity < concurrency || claimSize < 1) {
            throw new IllegalArgumentException(
                    "The outbox must hold at least as many events as it handles at a time");
        }
    }

    /**
     * A look every 500 ms, grace of 2 s, patience of 3 s, lease of 10 s, back-off from 1 s to 30 s.
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
