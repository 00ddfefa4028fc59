package io.rookery.user.account;

import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** What follows in the outbox from an account's not deciding any more who follows it. */
@JsonNaming(SnakeCaseStrategy.class)
public record AccountUnlocked(long accountId) {

    public static final String KIND = "account-unlocked";
}
