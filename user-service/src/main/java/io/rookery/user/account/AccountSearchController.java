package io.rookery.user.account;

import io.rookery.api.parameters.Parameters;
import io.rookery.internal.AccountSearchApi;
import io.rookery.internal.AccountsApi.AccountAnswer;
import io.rookery.kit.identity.AllowedPeers;
import io.rookery.kit.identity.Peer;
import io.rookery.kit.security.Caller;
import io.rookery.kit.security.Scope;
import io.rookery.user.address.InstanceAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Account search, for clients and for feed-service. */
@RestController
final class AccountSearchController implements AccountSearchApi {

    private static final int DEFAULT_LIMIT = 40;
    private static final int MAX_LIMIT = 80;
    private static final int MAX_OFFSET = 1000;

    private final AccountSearch search;
    private final AccountEntities entities;
    private final InstanceAddress address;

    AccountSearchController(
            AccountSearch search, AccountEntities entities, InstanceAddress address) {
        this.search = search;
        this.entities = entities;
        this.address = address;
    }

    @GetMapping("/api/v1/accounts/search")
    List<AccountEntity> search(Caller caller, Parameters parameters) {
        long viewer = caller.account(Scope.READ_ACCOUNTS);
        boolean followed = parameters.flag("following", false);
        String query = parameters.text("q");
        int limit = parameters.limit(DEFAULT_LIMIT, MAX_LIMIT);
        int offset = parameters.offset(MAX_OFFSET);
        return entities.of(
                query == null ? List.of() : find(query, limit, offset, viewer, followed));
    }

    @AllowedPeers(Peer.FEED_SERVICE)
    @Override
    public List<AccountAnswer> search(
            String q, int limit, int offset, @Nullable Long viewer, boolean following) {
        return InternalAccounts.of(
                find(
                        q,
                        Math.clamp(limit, 1, MAX_LIMIT),
                        Math.clamp(offset, 0, MAX_OFFSET),
                        viewer == null ? 0 : viewer,
                        following),
                entities);
    }

    private List<Account> find(String query, int limit, int offset, long viewer, boolean followed) {
        return address.localName(query.strip())
                .map(name -> search.find(name, limit, offset, viewer, followed))
                .orElse(List.of());
    }
}
