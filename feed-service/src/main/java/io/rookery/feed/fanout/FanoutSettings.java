package io.rookery.feed.fanout;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the fan-out.
 *
 * @param batch timelines in one write to Redis, 1 to 1000
 * @param page followers for each fan-out event, 1 to 1000
 * @param newsPage followers for each notification event, 1 to 1000
 * @param within deadline of one event, after which it is retried; must be shorter than the lease of
 *     the outbox
 */
@Validated
@ConfigurationProperties(value = "rookery.fanout", ignoreUnknownFields = false)
record FanoutSettings(
        @Min(1) @Max(1000) @DefaultValue("500") int batch,
        @Min(1) @Max(1000) @DefaultValue("1000") int page,
        @Min(1) @Max(1000) @DefaultValue("250") int newsPage,
        @DefaultValue("8s") Duration within) {}
