package io.rookery.user.follow;

import io.rookery.api.parameters.Parameters;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.security.Caller;
import io.rookery.kit.security.Scope;
import io.rookery.shard.id.Ids;
import io.rookery.user.account.Accounts;
import io.rookery.user.relation.RelationshipEntity;
import io.rookery.user.relation.Relationships;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The client API for follows. */
@RestController
@RequestMapping("/api/v1/accounts/{id:\\d+}")
final class FollowController {

    private final Accounts accounts;
    private final Follows follows;
    private final FollowRequests requests;
    private final Relationships relationships;

    FollowController(
            Accounts accounts,
            Follows follows,
            FollowRequests requests,
            Relationships relationships) {
        this.accounts = accounts;
        this.follows = follows;
        this.requests = requests;
        this.relationships = relationships;
    }

    @PostMapping("/follow")
    RelationshipEntity follow(Caller caller, @PathVariable String id, Parameters parameters) {
        long own = caller.account(Scope.WRITE_FOLLOWS);
        long other = id(id);
        if (own == other) {
            throw ApiException.forbidden("This action is not allowed");
        }
        follows.follow(new FollowKey(own, other), GivenOptions.of(parameters));
        return relationships.entity(own, other);
    }

    @PostMapping("/unfollow")
    RelationshipEntity unfollow(Caller caller, @PathVariable String id) {
        long own = caller.account(Scope.WRITE_FOLLOWS);
        long other = id(id);
        if (own != other) {
            follows.unfollow(new FollowKey(own, other));
        }
        return relationships.entity(own, other);
    }

    @PostMapping("/remove_from_followers")
    RelationshipEntity remove(Caller caller, @PathVariable String id) {
        long own = caller.account(Scope.WRITE_FOLLOWS);
        long other = accounts.existing(id(id)).id();
        requests.remove(new FollowKey(other, own));
        return relationships.entity(own, other);
    }

    private static long id(String text) {
        return Ids.parse(text).orElseThrow(ApiException::notFound);
    }
}
