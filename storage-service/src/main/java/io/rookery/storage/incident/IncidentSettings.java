package io.rookery.storage.incident;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What counts as an incident.
 *
 * @param confirmations how many times running a component must be found ill before that counts
 * @param refusals the same for connections that are refused, which is seldom an error of ours
 * @param slowness an answer that takes longer is slow
 * @param slowAnswers how many slow answers running make an incident
 * @param heapShare share of the heap in use right after a collection that counts as full
 * @param dyingHeapShare share of the heap in use right after a collection that counts as the reason
 *     why a component then fell silent
 * @param dyingCollectionShare share of the time spent on collections right before a component fell
 *     silent that counts as the reason
 * @param clockSkew difference between a component's clock and ours that counts
 * @param startingTime how long a component that was never seen to answer may take to start
 * @param kept how many incidents are kept, the latest ones
 */
@Validated
@ConfigurationProperties(value = "rookery.incidents", ignoreUnknownFields = false)
record IncidentSettings(
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
