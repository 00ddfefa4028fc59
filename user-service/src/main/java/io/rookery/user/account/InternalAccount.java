package io.rookery.user.account;

import io.rookery.shard.id.Ids;
import org.jspecify.annotations.Nullable;

/**
 * An account as the other services see it.
 *
 * @param large whether its statuses are merged in at read time instead of fanned out
 * @param locked whether it approves its followers itself
 * @param indexable whether others' search finds its statuses
 * @param version increases with each change that the owner makes to the profile
 * @param entity the client API's entity of it
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
     * Defaults for what a new status does not state itself.
     *
     * @param locale the fallback for a text whose language nothing else determines
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
