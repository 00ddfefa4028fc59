package io.rookery.kit.security;

import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of access token verification.
 *
 * @param tokenVerificationKeys public JWK set, as JSON, that access tokens are verified with; only
 *     services that accept access tokens need it
 * @param rememberedTokens how many genuine tokens are cached, so that their signature is not
 *     checked again
 */
@Validated
@ConfigurationProperties(value = "rookery.security", ignoreUnknownFields = false)
public record SecuritySettings(
        @Nullable String tokenVerificationKeys,
        @Positive @DefaultValue("20000") int rememberedTokens) {

    @Override
    public String toString() {
        return "SecuritySettings[…]";
    }
}
