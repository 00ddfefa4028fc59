package io.rookery.feed.event;

import io.rookery.shard.outbox.OutboxSettings;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How what follows from a write is worked off.
 *
 * @param pollInterval mean time between two looks at a shard for what nobody has done yet
 * @param grace time in which an event is left to the instance whose write it follows from
 * @param patience time for which an instance that cannot reach Redis leaves due events to others
 * @param lease time in which a claimed event is left to the instance that claimed it
 * @param concurrency events of one kind that are handled at the same time by this instance
 * @param queueCapacity events of one kind that this instance holds, those being handled included
 * @param claimSize most events of one kind that are claimed at once from one shard
 * @param firstBackOff time before the second attempt, doubled with each further one
 * @param maxBackOff longest time between two attempts; what was published while Redis was away is
 *     in the timelines so long after its return
 * @param closeTimeout longest time that stopping waits for events that are being handled
 */
@Validated
@ConfigurationProperties(value = "rookery.outbox", ignoreUnknownFields = false)
record FeedOutboxSettings(
        @NotNull @DefaultValue("500ms") Duration pollInterval,
        @NotNull @DefaultValue("2s") Duration grace,
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
                grace,
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
