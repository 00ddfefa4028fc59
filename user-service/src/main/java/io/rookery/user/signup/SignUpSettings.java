package io.rookery.user.signup;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How many people may sign up.
 *
 * @param perAddress how many sign-ups, also such as are refused, are looked at from one client
 *     address, at one instance
 * @param total the same from all addresses together
 * @param window within which time
 */
@Validated
@ConfigurationProperties(value = "rookery.sign-up", ignoreUnknownFields = false)
record SignUpSettings(
        @Positive @DefaultValue("10") int perAddress,
        @Positive @DefaultValue("2000") int total,
        @NotNull @DefaultValue("30m") Duration window) {}
