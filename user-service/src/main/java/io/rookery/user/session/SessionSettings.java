package io.rookery.user.session;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of sessions and sign-in.
 *
 * @param tokenSigningKey private EC key (P-256) as JWK JSON, with a {@code kid} that is among the
 *     verification keys; all instances share it
 * @param codeLifetime how long an authorization code can be redeemed
 * @param browserLifetime how long a browser stays signed in on this site's own pages
 * @param failedSignIns number of wrong passwords for one account after which no more are checked;
 *     devices that have signed in before have a count of their own
 * @param failureWindow how long wrong passwords count, from the first one on
 * @param failedSignInsPerAddress the same for one client address and any accounts, at one instance;
 *     devices that have signed in before do not count
 * @param tokensPerHolder how many tokens an account may have, and how many an application may have
 *     for itself; beyond that, the oldest are revoked
 * @param registrationsPerAddress how many applications may be registered from one client address
 *     within the window, at one instance
 * @param registrationWindow time window in which registrations are counted
 */
@Validated
@ConfigurationProperties(value = "rookery.session", ignoreUnknownFields = false)
record SessionSettings(
        @NotBlank String tokenSigningKey,
        @NotNull @DefaultValue("10m") Duration codeLifetime,
        @NotNull @DefaultValue("14d") Duration browserLifetime,
        @Positive @DefaultValue("10") int failedSignIns,
        @NotNull @DefaultValue("10m") Duration failureWindow,
        @Positive @DefaultValue("50") int failedSignInsPerAddress,
        @Positive @DefaultValue("500") int tokensPerHolder,
        @Positive @DefaultValue("30") int registrationsPerAddress,
        @NotNull @DefaultValue("10m") Duration registrationWindow) {

    @Override
    public String toString() {
        return "SessionSettings[codeLifetime=" + codeLifetime + "]";
    }
}
