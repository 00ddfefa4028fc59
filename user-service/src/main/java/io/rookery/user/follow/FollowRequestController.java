package io.rookery.user.follow;

import io.rookery.api.paging.Link;
import io.rookery.api.paging.Page;
import io.rookery.api.parameters.Parameters;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.security.Caller;
import io.rookery.kit.security.Scope;
import io.rookery.shard.id.Ids;
import io.rookery.user.account.AccountEntities;
import io.rookery.user.account.AccountEntity;
import io.rookery.user.account.Accounts;
import io.rookery.user.follow.FollowLists.Direction;
import io.rookery.user.follow.FollowLists.Entry;
import io.rookery.user.relation.RelationshipEntity;
import io.rookery.user.relation.Relationships;
import io.rookery.user.relation.Standing;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The client API for requests to follow the caller. */
@RestController
@RequestMapping("/api/v1/follow_requests")
final class FollowRequestController {

    private static final int DEFAULT_LIMIT = 40;
    private static final int MAX_LIMIT = 80;

    private final Accounts accounts;
    private final AccountEntities entities;
    private final FollowLists lists;
    private final FollowRequests requests;
    private final Relationships relationships;

    FollowRequestController(
            Accounts accounts,
            AccountEntities entities,
            FollowLists lists,
            FollowRequests requests,
            Relationships relationships) {
        this.accounts = accounts;
        this.entities = entities;
        this.lists = lists;
        this.requests = requests;
        this.relationships = relationships;
    }

    @GetMapping
    ResponseEntity<List<AccountEntity>> list(
            HttpServletRequest request, Caller caller, Parameters parameters) {
        long own = caller.account(Scope.READ_FOLLOWS);
        Page page = Page.of(parameters, DEFAULT_LIMIT, MAX_LIMIT);
        List<Entry> entries = lists.newest(Direction.REQUESTS, own, page);
        if (entries.isEmpty()) {
            return ResponseEntity.ok(List.of());
        }
        List<Long> ids = entries.stream().map(Entry::accountId).toList();
        return Link.page(
                request,
                entities.of(accounts.byIds(stillWaiting(own, ids))),
                entries.getFirst().version(),
                entries.getLast().version());
    }

    @PostMapping("/{id:\\d+}/authorize")
    RelationshipEntity authorize(Caller caller, @PathVariable String id) {
        long own = caller.account(Scope.WRITE_FOLLOWS);
        long other = id(id);
        requests.authorize(new FollowKey(other, own));
        return relationships.entity(own, other);
    }

    @PostMapping("/{id:\\d+}/reject")
    RelationshipEntity reject(Caller caller, @PathVariable String id) {
        long own = caller.account(Scope.WRITE_FOLLOWS);
        long other = id(id);
        requests.reject(new FollowKey(other, own));
        return relationships.entity(own, other);
    }

    /** Leaves out withdrawn requests: the follower's end learns of a withdrawal first. */
    private List<Long> stillWaiting(long own, List<Long> ids) {
        return relationships.standings(own, ids).stream()
                .filter(standing -> standing.in().isRequested())
                .map(Standing::otherId)
                .toList();
    }

    private static long id(String text) {
        return Ids.parse(text).orElseThrow(ApiException::notFound);
    }
}
