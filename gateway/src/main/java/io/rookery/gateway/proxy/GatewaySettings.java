package io.rookery.gateway.proxy;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the gateway does for clients.
 *
 * @param deadline how long a client's request may take with all its attempts; less than the ten
 *     seconds that apps wait, so that they learn what became of it, and not more than that
 * @param readDeadline the same for a read; less than whatever stands in front waits for one before
 *     it asks another gateway
 * @param trustForwarded whether {@code X-Forwarded-*} headers are believed, because a proxy of ours
 *     stands in front and sets them
 */
@Validated
@ConfigurationProperties(value = "rookery.gateway", ignoreUnknownFields = false)
public record GatewaySettings(
        @DurationMax(seconds = 10) @NotNull @DefaultValue("9500ms") Duration deadline,
        @DurationMax(seconds = 10) @NotNull @DefaultValue("9500ms") Duration readDeadline,
        @DefaultValue("false") boolean trustForwarded) {}
