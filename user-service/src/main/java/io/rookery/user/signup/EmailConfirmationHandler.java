package io.rookery.user.signup;

import io.rookery.kit.deadline.Deadline;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.outbox.OutboxHandler;
import io.rookery.user.account.EmailAddress;
import java.time.Duration;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The last step of a sign-up. */
@Component
final class EmailConfirmationHandler implements OutboxHandler {

    private static final Duration LIMIT = Duration.ofSeconds(8);

    private final EmailClaims claims;
    private final JsonMapper json;

    EmailConfirmationHandler(EmailClaims claims, JsonMapper json) {
        this.claims = claims;
        this.json = json;
    }

    @Override
    public String kind() {
        return EmailConfirmation.KIND;
    }

    @Override
    public void handle(OutboxEvent event) {
        EmailConfirmation confirmation = json.readValue(event.payload(), EmailConfirmation.class);
        Deadline.run(
                LIMIT,
                () ->
                        claims.confirm(
                                new EmailAddress(confirmation.email()), confirmation.accountId()));
    }
}
