package io.rookery.user.feed;

import io.rookery.internal.FeedNewsApi.AccountNotice;
import io.rookery.shard.id.Ids;
import io.rookery.user.account.AccountChanged;
import io.rookery.user.event.EventHandler;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Notifies feed-service that an account has changed. */
@Component
final class AccountChangedHandler extends EventHandler<AccountChanged> {

    private final FeedClient feed;

    AccountChangedHandler(FeedClient feed, JsonMapper json) {
        super(AccountChanged.KIND, AccountChanged.class, json);
        this.feed = feed;
    }

    @Override
    protected void carryOut(AccountChanged change) {
        feed.accountChanged(
                new AccountNotice(Ids.format(change.accountId()), Long.toString(change.version())));
    }
}
