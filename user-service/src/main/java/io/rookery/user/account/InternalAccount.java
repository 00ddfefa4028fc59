package io.rookery.user.account;

import io.rookery.shard.id.Ids;
import org.jspecify.annotations.Nullable;

/**
 * An account as the other services see it.
 *
 * @param large whether its statuses are merged in at read time instead of pushed
 * @param locked whether it decides itself who follows it
 * @param indexable whether others' search finds its statuses
 * @param version grows with each change of what its owner says of it
 * @param entity what the client API shows of it
 */
record InternalAccount(
        String id,
        String username,
        boolean large,
        boolean locked,
        boolean indexable,
        Posting posting,
        long version,
        AccountEntity entity) {

    /**
     * What a status is that does not say it.
     *
     * @param locale for a text of which nothing says in which language it is
     */
    record Posting(
            String privacy,
            boolean sensitive,
            @Nullable String language,
            @Nullable String locale) {}

    static InternalAccount of(Account account, AccountEntities entities) {
        PostingDefaults defaults = account.postingDefaults();
        return new InternalAccount(
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
                entities.of(account));
    }
}
