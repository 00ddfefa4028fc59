package io.rookery.kit.security;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Whom a service believes.
 *
 * @param serviceCredential what services show one another, and what opens their internal paths
 * @param otherServiceCredential what is taken as well when others show it, as while the credential
 *     is renewed; empty for nothing
 * @param tokenVerificationKeys public JWK set, as JSON, that access tokens are checked with; only
 *     services that take access tokens need it
 * @param rememberedTokens how many genuine tokens are remembered, so that their signature is not
 *     checked again
 */
@Validated
@ConfigurationProperties(value = "rookery.security", ignoreUnknownFields = false)
public record SecuritySettings(
        @NotBlank String serviceCredential,
        @NotNull @DefaultValue("") String otherServiceCredential,
        @Nullable String tokenVerificationKeys,
        @Positive @DefaultValue("20000") int rememberedTokens) {

    @Override
    public String toString() {
        return "SecuritySettings[…]";
    }
}
