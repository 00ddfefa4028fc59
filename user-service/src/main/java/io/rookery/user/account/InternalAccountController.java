package io.rookery.user.account;

import io.rookery.internal.AccountsApi;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.identity.AllowedPeers;
import io.rookery.kit.identity.Peer;
import io.rookery.shard.id.Ids;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The internal API for accounts, for feed-service. */
@AllowedPeers(Peer.FEED_SERVICE)
@RestController
final class InternalAccountController implements AccountsApi {

    private final Accounts accounts;
    private final AccountEntities entities;
    private final StatusFigures statusFigures;

    InternalAccountController(
            Accounts accounts, AccountEntities entities, StatusFigures statusFigures) {
        this.accounts = accounts;
        this.entities = entities;
        this.statusFigures = statusFigures;
    }

    @Override
    public List<AccountAnswer> accounts(Collection<Long> ids) {
        return InternalAccounts.of(accounts.byIds(List.copyOf(limited(ids))), entities);
    }

    @Override
    public List<AccountAnswer> accountsByUsername(Collection<String> usernames) {
        return InternalAccounts.of(accounts.byUsernames(List.copyOf(limited(usernames))), entities);
    }

    @Override
    @ResponseStatus(HttpStatus.NO_CONTENT)
    public void tellStatusCount(long id, StatusCountReport report) {
        long version =
                Ids.parse(report.version())
                        .orElseThrow(() -> ApiException.invalid("version is invalid"));
        statusFigures.set(id, report.count(), day(report.lastStatusAt()), version);
    }

    private static @Nullable LocalDate day(@Nullable String text) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw ApiException.invalid("last_status_at is invalid");
        }
    }

    private static <T> Collection<T> limited(Collection<T> wanted) {
        if (wanted.size() > MAX_ACCOUNTS) {
            throw ApiException.unprocessable("At most " + MAX_ACCOUNTS + " accounts at a time");
        }
        return wanted;
    }
}
