package io.rookery.kit.identity;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the service's identity, and of how it authenticates other services.
 *
 * @param signingKey private EC key (P-256) of this service as JWK JSON, with a {@code kid}; its
 *     public half is among the peers' keys
 * @param peerKeys public keys of all peers, as a JSON object: each peer's name with its JWK set
 * @param tokenLifetime how long a token that this service sends to another is valid; it is renewed
 *     after half of that time
 * @param clockTolerance how far the clocks of two services may differ
 * @param metricsDigests SHA-256, in hexadecimal digits, of each credential with which a metrics
 *     collector may read the metrics; empty if only the operator reads them
 */
@Validated
@ConfigurationProperties(value = "rookery.identity", ignoreUnknownFields = false)
public record IdentitySettings(
        @NotBlank String signingKey,
        @NotBlank String peerKeys,
        @NotNull @DurationMin(seconds = 10) @DurationMax(minutes = 5) @DefaultValue("1m")
                Duration tokenLifetime,
        @NotNull @DurationMin(seconds = 1) @DurationMax(hours = 1) @DefaultValue("10m")
                Duration clockTolerance,
        @DefaultValue List<@Pattern(regexp = "[0-9a-f]{64}") String> metricsDigests) {

    public IdentitySettings {
        metricsDigests = List.copyOf(metricsDigests);
    }

    @Override
    public String toString() {
        return "IdentitySettings[…]";
    }
}
