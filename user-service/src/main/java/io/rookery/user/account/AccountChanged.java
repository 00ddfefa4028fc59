package io.rookery.user.account;

import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The outbox event of a profile change, by which services that show the profile are notified.
 *
 * @param version of the account after the change
 */
@JsonNaming(SnakeCaseStrategy.class)
public record AccountChanged(long accountId, long version) {

    public static final String KIND = "account-changed";
}
