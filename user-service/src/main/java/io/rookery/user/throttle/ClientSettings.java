package io.rookery.user.throttle;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How client addresses are found.
 *
 * @param proxies number of our own proxies that a request passes before it reaches a gateway that
 *     trusts their {@code X-Forwarded-For}; entries of further proxies are not trusted
 */
@Validated
@ConfigurationProperties(value = "rookery.clients", ignoreUnknownFields = false)
record ClientSettings(@Min(1) @Max(8) @DefaultValue("1") int proxies) {}
