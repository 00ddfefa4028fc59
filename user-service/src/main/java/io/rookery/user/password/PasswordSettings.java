package io.rookery.user.password;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The cost of hashing a password (Argon2id). A stored hash contains its own parameters, so they can
 * be changed at any time.
 *
 * @param memory memory that one hash uses
 * @param iterations number of passes over the memory of a hash
 * @param concurrency how many hashes may be computed concurrently; further ones wait
 * @param waiting maximum number of requests that wait for their turn; beyond that, requests of the
 *     client address with the most waiting ones are refused
 * @param patience how long a request waits for its turn before it is refused
 */
@Validated
@ConfigurationProperties(value = "rookery.password", ignoreUnknownFields = false)
record PasswordSettings(
        @NotNull @DefaultValue("19MB") DataSize memory,
        @Min(1) @Max(20) @DefaultValue("2") int iterations,
        @Min(1) @Max(64) @DefaultValue("2") int concurrency,
        @Min(1) @Max(10_000) @DefaultValue("100") int waiting,
        @NotNull @DefaultValue("5s") Duration patience) {}
