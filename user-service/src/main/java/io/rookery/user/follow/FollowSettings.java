package io.rookery.user.follow;

import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When an account counts as large.
 *
 * @param largeFollowerThreshold an account that ever has more followers than this stays large: its
 *     statuses are merged into home timelines at read time instead of fanned out
 */
@Validated
@ConfigurationProperties(value = "rookery.accounts", ignoreUnknownFields = false)
record FollowSettings(@Positive @DefaultValue("5000") long largeFollowerThreshold) {}
