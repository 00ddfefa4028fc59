package io.rookery.user.session;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How sessions are made.
 *
 * @param tokenSigningKey private EC key (P-256) as JWK JSON, with a {@code kid} that the
 *     verification keys know; all instances share it
 * @param codeLifetime how long an authorization code can be redeemed
 * @param failedSignIns after so many wrong passwords for one name an instance looks at no more
 * @param failureWindow how long the first of them counts
 */
@Validated
@ConfigurationProperties(value = "rookery.session", ignoreUnknownFields = false)
record SessionSettings(
        @NotBlank String tokenSigningKey,
        @NotNull @DefaultValue("10m") Duration codeLifetime,
        @Positive @DefaultValue("25") int failedSignIns,
        @NotNull @DefaultValue("5m") Duration failureWindow) {

    @Override
    public String toString() {
        return "SessionSettings[codeLifetime=" + codeLifetime + "]";
    }
}
