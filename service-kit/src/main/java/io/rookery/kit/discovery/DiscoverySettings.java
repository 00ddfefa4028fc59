package io.rookery.kit.discovery;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How instances find one another.
 *
 * @param register whether this instance offers itself to others
 * @param registrationCheck how often the own registration is looked after, and put back if it is
 *     lost
 * @param drain how long requests are still taken after the registration was withdrawn
 * @param probeTimeout how long an instance that has vanished from the registry has to answer a
 *     probe
 * @param probeInterval how often such an instance is probed for as long as it answers
 */
@Validated
@ConfigurationProperties(value = "rookery.discovery", ignoreUnknownFields = false)
public record DiscoverySettings(
        @DefaultValue("true") boolean register,
        @NotNull @DefaultValue("3s") Duration registrationCheck,
        @NotNull @DefaultValue("1s") Duration drain,
        @NotNull @DefaultValue("1s") Duration probeTimeout,
        @NotNull @DefaultValue("500ms") Duration probeInterval) {}
