package io.rookery.kit.admission;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of load shedding: how many requests an instance handles concurrently. Requests above the
 * limit are refused immediately, with 503 and {@code Retry-After}, so that the admitted ones are
 * answered in time.
 *
 * @param enabled whether requests are shed at all
 * @param initialLimit the concurrency limit at the start
 * @param minLimit lower bound of the limit
 * @param maxLimit upper bound of the limit
 * @param latency target for the median latency; the limit falls while the median is above it, and
 *     otherwise rises as far as it is used
 * @param reads share of the limit that is guaranteed to reads
 * @param writes share of the limit that is guaranteed to writes
 * @param internal share of the limit that is guaranteed to calls from other services
 * @param stalledAfter a request that takes this long, and much longer than the median, is regarded
 *     as stalled: it waits for something else and no longer counts towards the limit
 * @param maxStalled maximum number of stalled requests; further ones count towards the limit
 * @param entering how many requests may be between their start and the decision to admit or shed
 *     them; the others are queued
 * @param trustCallers whether callers that report overload are trusted; true where callers are
 *     Rookery's own services or gateways
 */
@Validated
@ConfigurationProperties(value = "rookery.admission", ignoreUnknownFields = false)
record AdmissionSettings(
        @DefaultValue("true") boolean enabled,
        @Positive @DefaultValue("128") int initialLimit,
        @Positive @DefaultValue("64") int minLimit,
        @Positive @DefaultValue("1000") int maxLimit,
        @DurationMin(millis = 1) @NotNull @DefaultValue("500ms") Duration latency,
        @DecimalMin("0") @DecimalMax("1") @DefaultValue("0.5") double reads,
        @DecimalMin("0") @DecimalMax("1") @DefaultValue("0.1") double writes,
        @DecimalMin("0") @DecimalMax("1") @DefaultValue("0.25") double internal,
        @DurationMin(millis = 1) @NotNull @DefaultValue("250ms") Duration stalledAfter,
        @Positive @DefaultValue("2000") int maxStalled,
        @Positive @DefaultValue("16") int entering,
        @DefaultValue("true") boolean trustCallers) {

    @AssertTrue(message = "initial-limit must be between min-limit and max-limit")
    boolean isLimitInOrder() {
        return minLimit <= initialLimit && initialLimit <= maxLimit;
    }
}
