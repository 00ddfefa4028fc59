package io.rookery.user.relation;

import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What is told at once of whom an account does not want to see.
 *
 * @param most of an account's hidden ones, and of the follows of which something is wished; of
 *     further ones it is asked page by page
 */
@Validated
@ConfigurationProperties(value = "rookery.rules", ignoreUnknownFields = false)
record RuleSettings(@Positive @DefaultValue("5000") int most) {}
