package io.rookery.user.account;

import io.rookery.api.parameters.Parameters;
import io.rookery.kit.identity.AllowedPeers;
import io.rookery.kit.identity.Peer;
import io.rookery.kit.security.Caller;
import io.rookery.kit.security.Scope;
import io.rookery.user.address.InstanceAddress;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Account search, for clients and for feed-service. */
@RestController
final class AccountSearchController {

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
        return entities.of(find(parameters, caller.account(Scope.READ_ACCOUNTS)));
    }

    @AllowedPeers(Peer.FEED_SERVICE)
    @GetMapping("/internal/accounts/search")
    List<InternalAccount> searchInternally(Parameters parameters) {
        return find(parameters, parameters.id("viewer").orElse(0)).stream()
                .map(account -> InternalAccount.of(account, entities))
                .toList();
    }

    private List<Account> find(Parameters parameters, long viewer) {
        boolean followed = parameters.flag("following", false);
        String query = parameters.text("q");
        int limit = parameters.limit(DEFAULT_LIMIT, MAX_LIMIT);
        int offset = parameters.offset(MAX_OFFSET);
        return query == null
                ? List.of()
                : address.localName(query.strip())
                        .map(name -> search.find(name, limit, offset, viewer, followed))
                        .orElse(List.of());
    }
}
