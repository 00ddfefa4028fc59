package io.rookery.user.relation;

import io.rookery.api.parameters.Parameters;
import io.rookery.kit.security.Caller;
import io.rookery.kit.security.Scope;
import io.rookery.user.account.Account;
import io.rookery.user.account.Accounts;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The client API for the caller's relationships to other accounts. */
@RestController
final class RelationshipController {

    private static final int MAX_RELATIONSHIPS = 80;

    private final Accounts accounts;
    private final Relationships relationships;

    RelationshipController(Accounts accounts, Relationships relationships) {
        this.accounts = accounts;
        this.relationships = relationships;
    }

    @GetMapping("/api/v1/accounts/relationships")
    List<RelationshipEntity> relationships(Caller caller, Parameters parameters) {
        long own = caller.account(Scope.READ_FOLLOWS);
        List<Long> ids = parameters.ids("id").stream().distinct().limit(MAX_RELATIONSHIPS).toList();
        List<Long> known = accounts.byIds(ids).stream().map(Account::id).toList();
        return relationships.entities(own, known);
    }
}
