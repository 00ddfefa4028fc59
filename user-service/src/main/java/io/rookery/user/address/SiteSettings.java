package io.rookery.user.address;

import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The public address of the site. Set it wherever there is more than one way to reach a service,
 * because other services fetch and store data under this address.
 *
 * @param baseUrl address at which clients reach the site, as {@code https://rookery.example};
 *     without it, that of each request
 * @param domain domain after the {@code @} of an account's full name; without it, host and port of
 *     the base address
 */
@Validated
@ConfigurationProperties(value = "rookery.site", ignoreUnknownFields = false)
record SiteSettings(
        @Nullable @Pattern(regexp = "https?://[^/\\s]+/?") String baseUrl,
        @Nullable @Pattern(regexp = "[^/@\\s]+") String domain) {}
