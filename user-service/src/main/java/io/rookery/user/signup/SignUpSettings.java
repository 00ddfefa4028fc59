package io.rookery.user.signup;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Rate limits of sign-ups.
 *
 * @param perAddress number of sign-ups per window from one client address, including rejected ones,
 *     at one instance
 * @param total the same from all addresses together
 * @param window length of the window
 */
@Validated
@ConfigurationProperties(value = "rookery.sign-up", ignoreUnknownFields = false)
record SignUpSettings(
        @Positive @DefaultValue("10") int perAddress,
        @Positive @DefaultValue("2000") int total,
        @NotNull @DefaultValue("30m") Duration window) {}
