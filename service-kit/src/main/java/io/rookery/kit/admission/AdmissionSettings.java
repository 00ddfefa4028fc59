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
 * How many requests an instance handles at a time. What comes above that is refused at once, with
 * 503 and {@code Retry-After}, so that what is taken is answered in time.
 *
 * @param enabled whether requests are ever refused for their number
 * @param initialLimit requests handled at a time at first
 * @param minLimit the least that the limit falls to
 * @param maxLimit the most that the limit rises to
 * @param latency while the median request takes longer than this, the limit falls; otherwise it
 *     rises as far as it is used
 * @param reads share of the limit that reads have for certain
 * @param writes share of the limit that writes have for certain
 * @param internal share of the limit that calls from other services have for certain
 * @param stalledAfter a request that takes this long, and much longer than most, waits for
 *     something else and no longer counts towards the limit
 * @param maxStalled how many such requests there may be; further ones count
 * @param entering how many requests may be on their way to being taken or refused at a time; the
 *     others wait their turn
 * @param trustCallers whether those who send requests are believed when they say that they are
 *     strained, because they are services or gateways of ours
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

    @AssertTrue(message = "the initial limit must lie between the least and the greatest")
    boolean isLimitInOrder() {
        return minLimit <= initialLimit && initialLimit <= maxLimit;
    }
}
