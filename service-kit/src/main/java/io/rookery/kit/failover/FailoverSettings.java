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
 * Settings of failover: how requests survive the failure of an instance.
 *
 * @param connectTimeout how long an instance has to accept a connection
 * @param attemptTimeout how long an instance may be silent on a read before the read is retried at
 *     another one; a write keeps waiting as long as the instance answers probes
 * @param answerMargin how much earlier the deadline sent to an instance is than the caller's own,
 *     so that an error answer of the instance arrives in time; at most a quarter of the time left
 * @param probeAfter how long an instance may be silent before it is probed
 * @param noInstanceTimeout how long a request waits for a service without known instances
 * @param retryRatio retry budget: retries that may reach an instance, as a share of all requests
 * @param retryReserve retry budget: maximum burst of retries after a quiet time
 * @param panicThreshold if the share of a service's healthy instances is below this, all instances
 *     get requests again
 * @param ejection maximum time before an ejected instance is probed, up to half of it random;
 *     doubled with each probe that it does not answer
 * @param longestEjection maximum time between two probes of an ejected instance
 * @param connectionsPerInstance maximum number of connections to one instance
 * @param answerBuffer answers up to this size are buffered completely before any part is passed on,
 *     so that the client does not notice if the instance dies while it answers
 */
@Validated
@ConfigurationProperties(value = "rookery.failover", ignoreUnknownFields = false)
public record FailoverSettings(
        @NotNull @DefaultValue("300ms") Duration connectTimeout,
        @NotNull @DefaultValue("3s") Duration attemptTimeout,
        @DurationMin @NotNull @DefaultValue("250ms") Duration answerMargin,
        @NotNull @DefaultValue("500ms") Duration probeAfter,
        @NotNull @DefaultValue("3s") Duration noInstanceTimeout,
        @DecimalMin("0") @DecimalMax("1") @DefaultValue("0.1") double retryRatio,
        @Positive @DefaultValue("100") int retryReserve,
        @DecimalMin("0") @DecimalMax("1") @DefaultValue("0.3") double panicThreshold,
        @NotNull @DefaultValue("1s") Duration ejection,
        @NotNull @DefaultValue("10s") Duration longestEjection,
        @Positive @DefaultValue("512") int connectionsPerInstance,
        @NotNull @DefaultValue("2MB") DataSize answerBuffer) {}
