package io.rookery.storage.switchover;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How another primary is asked for, where {@code rookery.storage.shards} names somebody to ask.
 *
 * @param username with which Patroni's REST API is called
 * @param password that goes with it; empty when it asks for none
 * @param timeout how long an answer may take; after that it is open whether it was done
 * @param interval how long a shard is left alone after a request
 */
@Validated
@ConfigurationProperties(value = "rookery.switchover", ignoreUnknownFields = false)
public record SwitchoverSettings(
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
