package io.rookery.user.throttle;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How clients are told apart.
 *
 * @param proxies how many proxies of ours a request passes before it reaches a gateway that
 *     believes their {@code X-Forwarded-For}; what further ones say is not believed
 */
@Validated
@ConfigurationProperties(value = "rookery.clients", ignoreUnknownFields = false)
record ClientSettings(@Min(1) @Max(8) @DefaultValue("1") int proxies) {}
