package io.rookery.user.signup;

import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The account is there: its claim to the address is to be confirmed. */
@JsonNaming(SnakeCaseStrategy.class)
record EmailConfirmation(String email, long accountId) {

    static final String KIND = "email-confirmation";
}
