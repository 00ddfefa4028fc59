package io.rookery.gateway.proxy;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the gateway for client requests.
 *
 * @param deadline how long a client's request may take with all its attempts; at most ten seconds.
 *     Apps wait for ten seconds, so a shorter deadline lets them learn the outcome
 * @param readDeadline the same for a read; shorter than the time after which a load balancer in
 *     front retries a read on another gateway
 * @param trustForwarded whether {@code X-Forwarded-*} headers are trusted; safe only behind a proxy
 *     that sets them
 */
@Validated
@ConfigurationProperties(value = "rookery.gateway", ignoreUnknownFields = false)
public record GatewaySettings(
        @DurationMax(seconds = 10) @NotNull @DefaultValue("9500ms") Duration deadline,
        @DurationMax(seconds = 10) @NotNull @DefaultValue("9500ms") Duration readDeadline,
        @DefaultValue("false") boolean trustForwarded) {}
