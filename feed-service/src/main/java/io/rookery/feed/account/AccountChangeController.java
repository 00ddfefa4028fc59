package io.rookery.feed.account;

import io.rookery.api.parameters.Parameters;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.identity.AllowedPeers;
import io.rookery.kit.identity.Peer;
import io.rookery.shard.id.Ids;
import java.util.OptionalLong;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Receives from user-service that an account has changed. The same change may be reported several
 * times.
 */
@RestController
@AllowedPeers(Peer.USER_SERVICE)
final class AccountChangeController {

    private final AccountChanges changes;

    AccountChangeController(AccountChanges changes) {
        this.changes = changes;
    }

    @PostMapping("/internal/accounts/changed")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changed(Parameters parameters) {
        changes.add(number(parameters, "account_id"), number(parameters, "version"));
    }

    private static long number(Parameters parameters, String name) {
        OptionalLong number = Ids.parse(parameters.requiredText(name));
        return number.orElseThrow(() -> ApiException.invalid(name + " is invalid"));
    }
}
