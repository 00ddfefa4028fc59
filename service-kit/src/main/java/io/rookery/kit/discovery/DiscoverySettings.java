package io.rookery.kit.discovery;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of service discovery.
 *
 * @param register whether this instance registers itself
 * @param registrationCheck interval at which the registration of this instance is checked, and
 *     restored if it is lost
 * @param drain how long requests are still accepted after the registration has been withdrawn
 * @param probeTimeout timeout for a probe of an instance that has vanished from the registry
 * @param probeInterval interval between probes of an instance that has vanished from the registry
 */
@Validated
@ConfigurationProperties(value = "rookery.discovery", ignoreUnknownFields = false)
public record DiscoverySettings(
        @DefaultValue("true") boolean register,
        @NotNull @DefaultValue("3s") Duration registrationCheck,
        @NotNull @DefaultValue("1s") Duration drain,
        @NotNull @DefaultValue("1s") Duration probeTimeout,
        @NotNull @DefaultValue("500ms") Duration probeInterval) {}
