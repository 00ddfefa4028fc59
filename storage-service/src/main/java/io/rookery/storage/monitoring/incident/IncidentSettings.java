package io.rookery.storage.monitoring.incident;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Thresholds of the incident detection.
 *
 * @param confirmations number of consecutive probes without an answer, or with the same symptom,
 *     that make an incident
 * @param refusals the same for refused connections, which are seldom an error of the probe itself
 * @param slowness an answer that takes longer is slow
 * @param slowAnswers number of consecutive slow answers, or of consecutive probes without
 *     replication, that make an incident
 * @param heapShare share of the heap in use right after a garbage collection that counts as full
 * @param dyingHeapShare share of the heap in use right after a garbage collection that counts as
 *     the cause if the component then stops answering
 * @param dyingCollectionShare share of a second or more spent on garbage collection that counts as
 *     the cause if the component then stops answering
 * @param clockSkew difference between a component's clock and ours that is tolerated
 * @param startingTime how long a component that has never answered may take to start
 * @param kept number of incidents that are kept, the latest ones
 */
@Validated
@ConfigurationProperties(value = "rookery.incidents", ignoreUnknownFields = false)
public record IncidentSettings(
        @Positive @DefaultValue("3") int confirmations,
        @Positive @DefaultValue("2") int refusals,
        @DurationMin(millis = 1) @DefaultValue("300ms") Duration slowness,
        @Positive @DefaultValue("5") int slowAnswers,
        @DecimalMin("0.1") @DecimalMax("1") @DefaultValue("0.95") double heapShare,
        @DecimalMin("0.1") @DecimalMax("1") @DefaultValue("0.8") double dyingHeapShare,
        @DecimalMin("0.1") @DecimalMax("1") @DefaultValue("0.5") double dyingCollectionShare,
        @DurationMin(millis = 100) @DefaultValue("3s") Duration clockSkew,
        @DurationMin(millis = 0) @DefaultValue("30s") Duration startingTime,
        @Positive @DefaultValue("1000") int kept) {}
