package io.rookery.kit.clock;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of an instance's clock.
 *
 * @param ahead offset that is added to the machine's time, to test the effects of a wrong clock
 */
@ConfigurationProperties(value = "rookery.clock", ignoreUnknownFields = false)
record ClockSettings(@DefaultValue("0s") Duration ahead) {}
