package io.rookery.user.account;

import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * What follows in the outbox from a change of a profile: whoever shows it is told.
 *
 * @param version of the account since
 */
@JsonNaming(SnakeCaseStrategy.class)
public record AccountChanged(long accountId, long version) {

    public static final String KIND = "account-changed";
}
