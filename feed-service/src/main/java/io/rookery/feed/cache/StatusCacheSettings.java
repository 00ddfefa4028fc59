package io.rookery.feed.cache;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the status cache in Redis.
 *
 * @param timeToLive time to live of a status or a tombstone
 */
@Validated
@ConfigurationProperties(value = "rookery.status-cache", ignoreUnknownFields = false)
record StatusCacheSettings(@DefaultValue("10m") Duration timeToLive) {}
