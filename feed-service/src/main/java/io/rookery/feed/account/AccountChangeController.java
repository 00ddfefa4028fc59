package io.rookery.feed.account;

import io.rookery.internal.FeedNewsApi;
import io.rookery.internal.FeedNewsApi.AccountNotice;
import io.rookery.kit.identity.AllowedPeers;
import io.rookery.kit.identity.Peer;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Receives from user-service that an account has changed. The same change may be reported several
 * times.
 */
@RestController
@AllowedPeers(Peer.USER_SERVICE)
final class AccountChangeController implements FeedNewsApi.Accounts {

    private final AccountChanges changes;

    AccountChangeController(AccountChanges changes) {
        this.changes = changes;
    }

    @Override
    @ResponseStatus(HttpStatus.NO_CONTENT)
    public void accountChanged(AccountNotice notice) {
        changes.add(
                InternalIds.required("account_id", notice.accountId()),
                InternalIds.required("version", notice.version()));
    }
}
