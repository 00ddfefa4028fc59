package io.rookery.kit.clock;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How far the clock of an instance is from the machine's.
 *
 * @param ahead what is added to the machine's time: for trying out what a wrong clock does
 */
@ConfigurationProperties(value = "rookery.clock", ignoreUnknownFields = false)
record ClockSettings(@DefaultValue("0s") Duration ahead) {}
