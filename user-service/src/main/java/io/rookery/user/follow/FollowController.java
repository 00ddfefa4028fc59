package io.rookery.user.follow;

import io.rookery.kit.error.ApiException;
import io.rookery.kit.parameters.Parameters;
import io.rookery.kit.security.Caller;
import io.rookery.kit.security.Scope;
import io.rookery.shard.id.Ids;
import io.rookery.user.account.Account;
import io.rookery.user.account.Accounts;
import io.rookery.user.relation.RelationshipEntity;
import io.rookery.user.relation.Relationships;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Follows for the client API. */
@RestController
@RequestMapping("/api/v1/accounts")
final class FollowController {

    private static final int MAX_RELATIONSHIPS = 80;

    private final Accounts accounts;
    private final Follows follows;
    private final Relationships relationships;

    FollowController(Accounts accounts, Follows follows, Relationships relationships) {
        this.accounts = accounts;
        this.follows = follows;
        this.relationships = relationships;
    }

    @PostMapping("/{id:\\d+}/follow")
    RelationshipEntity follow(Caller caller, @PathVariable String id, Parameters parameters) {
        long own = caller.account(Scope.WRITE_FOLLOWS);
        long other = existing(id);
        if (own == other) {
            throw ApiException.forbidden("This action is not allowed");
        }
        follows.follow(own, other, GivenOptions.of(parameters));
        return relationships.entity(own, other);
    }

    @PostMapping("/{id:\\d+}/unfollow")
    RelationshipEntity unfollow(Caller caller, @PathVariable String id) {
        long own = caller.account(Scope.WRITE_FOLLOWS);
        long other = existing(id);
        if (own != other) {
            follows.unfollow(own, other);
        }
        return relationships.entity(own, other);
    }

    @GetMapping("/relationships")
    List<RelationshipEntity> relationships(Caller caller, Parameters parameters) {
        long own = caller.account(Scope.READ_FOLLOWS);
        List<Long> ids = parameters.ids("id").stream().distinct().limit(MAX_RELATIONSHIPS).toList();
        List<Long> known = accounts.byIds(ids).stream().map(Account::id).toList();
        return relationships.entities(own, known);
    }

    private long existing(String id) {
        return accounts.existing(Ids.parse(id).orElseThrow(ApiException::notFound)).id();
    }
}
