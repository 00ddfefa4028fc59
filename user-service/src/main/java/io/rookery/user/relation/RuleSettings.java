package io.rookery.user.relation;

import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits how many rules one answer has.
 *
 * @param most maximum number of hidden accounts, and of follows without boosts or with a language
 *     filter, in one answer; further ones are queried for the accounts of each page
 */
@Validated
@ConfigurationProperties(value = "rookery.rules", ignoreUnknownFields = false)
record RuleSettings(@Positive @DefaultValue("5000") int most) {}
