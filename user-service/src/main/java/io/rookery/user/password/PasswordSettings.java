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
 * What hashing a password costs (Argon2id). A stored hash names its own parameters, so they can be
 * changed at any time.
 *
 * @param memory memory that one hash fills
 * @param iterations how often it is gone over
 * @param concurrency how many hashes may be computed at once; the others wait
 * @param waiting how many may wait for their turn; of more, those are refused whose address has the
 *     most waiting
 * @param patience how long one waits for its turn before the request is refused
 */
@Validated
@ConfigurationProperties(value = "rookery.password", ignoreUnknownFields = false)
record PasswordSettings(
        @NotNull @DefaultValue("19MB") DataSize memory,
        @Min(1) @Max(20) @DefaultValue("2") int iterations,
        @Min(1) @Max(64) @DefaultValue("2") int concurrency,
        @Min(1) @Max(10_000) @DefaultValue("100") int waiting,
        @NotNull @DefaultValue("5s") Duration patience) {}
