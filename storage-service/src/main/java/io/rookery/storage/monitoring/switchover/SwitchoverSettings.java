package io.rookery.storage.monitoring.switchover;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of switchover requests, for shards of {@code rookery.storage.shards} that name an API to
 * ask.
 *
 * @param username user name for Patroni's REST API
 * @param password its password; empty when the API requires none
 * @param timeout how long an answer may take; after that the outcome is unknown
 * @param interval minimum time between two requests for the same shard
 */
@Validated
@ConfigurationProperties(value = "rookery.switchover", ignoreUnknownFields = false)
record SwitchoverSettings(
        @NotBlank @DefaultValue("patroni") String username,
        @NotNull @DefaultValue("") String password,
        @DurationMin(millis = 100) @DefaultValue("15s") Duration timeout,
        @DurationMin(seconds = 1) @DefaultValue("10s") Duration interval) {

    @Override
    public String toString() {
        return "SwitchoverSettings[username=%s, timeout=%s, interval=%s]"
                .formatted(username, timeout, interval);
    }
}
