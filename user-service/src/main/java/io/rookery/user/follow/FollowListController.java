package io.rookery.user.follow;

import io.rookery.api.paging.Link;
import io.rookery.api.paging.Page;
import io.rookery.api.parameters.Parameters;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.security.Caller;
import io.rookery.kit.security.Scope;
import io.rookery.shard.id.Ids;
import io.rookery.user.account.Account;
import io.rookery.user.account.AccountEntities;
import io.rookery.user.account.AccountEntity;
import io.rookery.user.account.Accounts;
import io.rookery.user.follow.FollowLists.Direction;
import io.rookery.user.follow.FollowLists.Entry;
import io.rookery.user.relation.Relationships;
import io.rookery.user.relation.Standing;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The client API for lists of followers and followees. */
@RestController
@RequestMapping("/api/v1/accounts/{id:\\d+}")
final class FollowListController {

    private static final int DEFAULT_LIMIT = 40;
    private static final int MAX_LIMIT = 80;

    private final Accounts accounts;
    private final AccountEntities entities;
    private final FollowLists lists;
    private final Relationships relationships;

    FollowListController(
            Accounts accounts,
            AccountEntities entities,
            FollowLists lists,
            Relationships relationships) {
        this.accounts = accounts;
        this.entities = entities;
        this.lists = lists;
        this.relationships = relationships;
    }

    @GetMapping("/followers")
    ResponseEntity<List<AccountEntity>> followers(
            HttpServletRequest request,
            Caller caller,
            @PathVariable String id,
            Parameters parameters) {
        return list(Direction.FOLLOWERS, request, caller, id, parameters);
    }

    @GetMapping("/following")
    ResponseEntity<List<AccountEntity>> following(
            HttpServletRequest request,
            Caller caller,
            @PathVariable String id,
            Parameters parameters) {
        return list(Direction.FOLLOWING, request, caller, id, parameters);
    }

    private ResponseEntity<List<AccountEntity>> list(
            Direction direction,
            HttpServletRequest request,
            Caller caller,
            String id,
            Parameters parameters) {
        Account account = accounts.existing(Ids.parse(id).orElseThrow(ApiException::notFound));
        OptionalLong signedIn = caller.viewer(Scope.READ_ACCOUNTS);
        boolean own = signedIn.isPresent() && signedIn.getAsLong() == account.id();
        if (account.hideCollections() && !own) {
            return ResponseEntity.ok(List.of());
        }
        // The owner sees the whole list, including accounts that it mutes.
        OptionalLong viewer = own ? OptionalLong.empty() : signedIn;
        if (viewer.isPresent() && isBlocked(viewer.getAsLong(), account.id())) {
            return ResponseEntity.ok(List.of());
        }
        Page page = Page.of(parameters, DEFAULT_LIMIT, MAX_LIMIT);
        List<Entry> entries = lists.newest(direction, account.id(), page);
        if (entries.isEmpty()) {
            return ResponseEntity.ok(List.of());
        }
        List<Long> ids = entries.stream().map(Entry::accountId).toList();
        return Link.page(
                request,
                entities.of(accounts.byIds(visible(viewer, ids))),
                entries.getFirst().version(),
                entries.getLast().version());
    }

    private boolean isBlocked(long viewer, long account) {
        return relationships.standings(viewer, List.of(account)).getFirst().blockedBy();
    }

    private List<Long> visible(OptionalLong viewer, List<Long> ids) {
        return viewer.isEmpty()
                ? ids
                : relationships.standings(viewer.getAsLong(), ids).stream()
                        .filter(standing -> !standing.isHidden())
                        .map(Standing::otherId)
                        .toList();
    }
}
