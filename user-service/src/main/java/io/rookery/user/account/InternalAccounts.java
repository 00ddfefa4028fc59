package io.rookery.user.account;

import io.rookery.internal.AccountsApi.AccountAnswer;
import io.rookery.internal.AccountsApi.Posting;
import io.rookery.shard.id.Ids;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;

/** Accounts as feed-service sees them. */
final class InternalAccounts {

    private InternalAccounts() {}

    static List<AccountAnswer> of(List<Account> accounts, AccountEntities entities) {
        return accounts.stream().map(account -> of(account, entities)).toList();
    }

    private static AccountAnswer of(Account account, AccountEntities entities) {
        PostingDefaults defaults = account.postingDefaults();
        return new AccountAnswer(
                Ids.format(account.id()),
                account.username(),
                account.large(),
                account.locked(),
                account.indexable(),
                new Posting(
                        account.postingVisibility(),
                        defaults.sensitive(),
                        defaults.language(),
                        defaults.locale()),
                account.version(),
                JsonNodeFactory.instance.pojoNode(entities.of(account)));
    }
}
