package io.rookery.feed.fanout;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How statuses are fanned out.
 *
 * @param batch timelines written to at once, 1 to 1000
 * @param page followers to whom one event brings a status, 1 to 1000
 * @param newsPage followers whom one event notifies of a status, 1 to 1000
 * @param within how long an event may take before it is tried again; less than an outbox event is
 *     left to one instance
 */
@Validated
@ConfigurationProperties(value = "rookery.fanout", ignoreUnknownFields = false)
record FanoutSettings(
        @Min(1) @Max(1000) @DefaultValue("500") int batch,
        @Min(1) @Max(1000) @DefaultValue("1000") int page,
        @Min(1) @Max(1000) @DefaultValue("250") int newsPage,
        @DefaultValue("8s") Duration within) {}
