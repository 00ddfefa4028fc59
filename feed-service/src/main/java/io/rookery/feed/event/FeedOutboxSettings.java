package io.rookery.feed.event;

import io.rookery.shard.outbox.OutboxSettings;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the feed's outbox.
 *
 * @param pollInterval mean time between two polls of a shard for due events
 * @param visibilityDelay time after the append in which an event is reserved for the instance that
 *     appended it
 * @param patience time for which an instance that cannot reach Redis leaves due events to others
 * @param lease time in which a claimed event is reserved for the instance that claimed it
 * @param concurrency maximum number of events of one kind that this instance handles concurrently
 * @param queueCapacity maximum number of events of one kind that this instance holds, including
 *     those being handled
 * @param claimSize maximum number of events of one kind in one claim on one shard
 * @param firstBackOff back-off before the second attempt, doubled with each further attempt
 * @param maxBackOff longest back-off between two attempts. After an outage of Redis, statuses that
 *     were published during the outage may take this long to appear in timelines.
 * @param closeTimeout longest time that shutdown waits for events that are being handled
 */
@Validated
@ConfigurationProperties(value = "rookery.outbox", ignoreUnknownFields = false)
record FeedOutboxSettings(
        @NotNull @DefaultValue("500ms") Duration pollInterval,
        @NotNull @DefaultValue("2s") Duration visibilityDelay,
        @NotNull @DefaultValue("3s") Duration patience,
        @NotNull @DefaultValue("10s") Duration lease,
        @Positive @DefaultValue("8") int concurrency,
        @Positive @DefaultValue("512") int queueCapacity,
        @Positive @DefaultValue("100") int claimSize,
        @NotNull @DefaultValue("1s") Duration firstBackOff,
        @NotNull @DefaultValue("5s") Duration maxBackOff,
        @NotNull @DefaultValue("5s") Duration closeTimeout) {

    OutboxSettings toOutboxSettings() {
        return new OutboxSettings(
                pollInterval,
                visibilityDelay,
                patience,
                lease,
                concurrency,
                queueCapacity,
                claimSize,
                firstBackOff,
                maxBackOff,
                closeTimeout);
    }
}
