package io.rookery.user.signup;

import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The event that an account exists, so that its claim to the e-mail address has to be confirmed.
 */
@JsonNaming(SnakeCaseStrategy.class)
record EmailConfirmation(String email, long accountId) {

    static final String KIND = "email-confirmation";
}
