package io.rookery.kit.failover;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How requests outlive the instances that they are sent to.
 *
 * @param connectTimeout how long an instance has to accept a connection
 * @param attemptTimeout how long an instance may be silent about a read before that goes to another
 *     one; a write is waited for, as long as the instance answers probes
 * @param answerMargin how much earlier than its caller's own an instance's deadline is, so that its
 *     own word on why it cannot answer is not too late; a quarter of the time left at the most
 * @param suspicion how long an instance may be silent before it is probed
 * @param emptyPatience how long a request waits for a service of which no instance is known
 * @param retryRatio tries beyond the first that may reach an instance, as a share of all requests
 * @param retryReserve such tries that are allowed at once after a quiet time
 * @param panicThreshold when less than this share of a service's instances is in good order, all of
 *     them are tried again
 * @param ejection how long an instance is passed over before it is probed; doubled with each probe
 *     that it does not answer
 * @param longestEjection the longest time between two such probes
 * @param connectionsPerInstance connections to one instance at the most
 * @param answerBuffer answers up to this size are read whole before any of it is passed on, so that
 *     an instance that dies meanwhile goes unnoticed
 */
@Validated
@ConfigurationProperties(value = "rookery.failover", ignoreUnknownFields = false)
public record FailoverSettings(
        @NotNull @DefaultValue("300ms") Duration connectTimeout,
        @NotNull @DefaultValue("3s") Duration attemptTimeout,
        @DurationMin @NotNull @DefaultValue("250ms") Duration answerMargin,
        @NotNull @DefaultValue("500ms") Duration suspicion,
        @NotNull @DefaultValue("3s") Duration emptyPatience,
        @DecimalMin("0") @DecimalMax("1") @DefaultValue("0.1") double retryRatio,
        @Positive @DefaultValue("100") int retryReserve,
        @DecimalMin("0") @DecimalMax("1") @DefaultValue("0.3") double panicThreshold,
        @NotNull @DefaultValue("1s") Duration ejection,
        @NotNull @DefaultValue("10s") Duration longestEjection,
        @Positive @DefaultValue("512") int connectionsPerInstance,
        @NotNull @DefaultValue("2MB") DataSize answerBuffer) {}
