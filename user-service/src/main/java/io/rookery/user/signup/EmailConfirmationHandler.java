package io.rookery.user.signup;

import io.rookery.user.account.EmailAddress;
import io.rookery.user.event.EventHandler;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Confirms the claim to the e-mail address, the last step of a sign-up. */
@Component
final class EmailConfirmationHandler extends EventHandler<EmailConfirmation> {

    private final EmailClaims claims;

    EmailConfirmationHandler(EmailClaims claims, JsonMapper json) {
        super(EmailConfirmation.KIND, EmailConfirmation.class, json);
        this.claims = claims;
    }

    @Override
    protected void carryOut(EmailConfirmation confirmation) {
        claims.confirm(new EmailAddress(confirmation.email()), confirmation.accountId());
    }
}
