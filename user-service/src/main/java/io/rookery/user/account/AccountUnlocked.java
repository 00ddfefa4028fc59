package io.rookery.user.account;

import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The outbox event of an account that no longer approves its followers itself. */
@JsonNaming(SnakeCaseStrategy.class)
public record AccountUnlocked(long accountId) {

    public static final String KIND = "account-unlocked";
}
