package io.rookery.feed.cache;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How statuses are kept in Redis.
 *
 * @param timeToLive how long a status, or word of its removal, is kept there
 */
@Validated
@ConfigurationProperties(value = "rookery.status-cache", ignoreUnknownFields = false)
record StatusCacheSettings(@DefaultValue("10m") Duration timeToLive) {}
