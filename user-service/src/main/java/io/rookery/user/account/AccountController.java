package io.rookery.user.account;

import io.rookery.api.parameters.Parameters;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.security.Caller;
import io.rookery.kit.security.Scope;
import io.rookery.shard.id.Ids;
import io.rookery.user.address.InstanceAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartHttpServletRequest;

/** The client API for reading accounts, and for changing one's own. */
@RestController
final class AccountController {

    private static final int MAX_IDS = 80;

    private final Accounts accounts;
    private final AccountEntities entities;
    private final InstanceAddress address;
    private final PendingRequests requests;

    AccountController(
            Accounts accounts,
            AccountEntities entities,
            InstanceAddress address,
            PendingRequests requests) {
        this.accounts = accounts;
        this.entities = entities;
        this.address = address;
        this.requests = requests;
    }

    @GetMapping("/api/v1/accounts/{id:\\d+}")
    AccountEntity show(@PathVariable String id) {
        return entities.of(accounts.existing(Ids.parse(id).orElseThrow(ApiException::notFound)));
    }

    @GetMapping("/api/v1/accounts")
    List<AccountEntity> list(Parameters parameters) {
        List<Long> ids = parameters.ids("id");
        return entities.of(accounts.byIds(ids.subList(0, Math.min(ids.size(), MAX_IDS))));
    }

    @GetMapping("/api/v1/accounts/lookup")
    AccountEntity lookup(Parameters parameters) {
        String handle = parameters.text("acct");
        if (handle == null) {
            throw ApiException.notFound();
        }
        return address.localName(handle.strip())
                .flatMap(accounts::byUsername)
                .map(entities::of)
                .orElseThrow(ApiException::notFound);
    }

    @GetMapping("/api/v1/accounts/verify_credentials")
    CredentialAccountEntity verifyCredentials(Caller caller) {
        return credentialsOf(own(caller.account(Scope.PROFILE)));
    }

    @RequestMapping(
            path = "/api/v1/accounts/update_credentials",
            method = {RequestMethod.PATCH, RequestMethod.POST, RequestMethod.PUT})
    CredentialAccountEntity updateCredentials(
            HttpServletRequest request, Caller caller, Parameters parameters) {
        long id = caller.account(Scope.WRITE_ACCOUNTS);
        refuseFiles(request);
        return credentialsOf(accounts.update(id, new ProfileChange(parameters)));
    }

    @GetMapping("/api/v1/preferences")
    Map<String, Object> preferences(Caller caller) {
        return Preferences.of(own(caller.account(Scope.READ_ACCOUNTS)));
    }

    private static void refuseFiles(HttpServletRequest request) {
        if (request instanceof MultipartHttpServletRequest files
                && files.getFileMap().values().stream().anyMatch(file -> !file.isEmpty())) {
            throw ApiException.invalid("Pictures cannot be changed here");
        }
    }

    private CredentialAccountEntity credentialsOf(Account account) {
        // An account that is not locked has no pending follow requests.
        long waiting = account.locked() ? requests.countOf(account.id()) : 0;
        return entities.credentialsOf(account, waiting);
    }

    private Account own(long id) {
        return accounts.byId(id).orElseThrow(ApiException::unauthorized);
    }
}
