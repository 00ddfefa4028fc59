package io.rookery.kit.discovery;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of this instance that it publishes in its registration.
 *
 * @param host name or address under which other instances reach this one
 * @param port port under which other instances reach this one; 0 for the one that it listens on
 * @param weight share of the requests, relative to the other instances, where load balancing is by
 *     weight
 */
@Validated
@ConfigurationProperties(value = "rookery.instance", ignoreUnknownFields = false)
public record InstanceSettings(
        @NotBlank @DefaultValue("127.0.0.1") String host,
        @PositiveOrZero @Max(65_535) @DefaultValue("0") int port,
        @Positive @DefaultValue("1") int weight) {}
