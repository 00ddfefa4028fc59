package io.rookery.user.account;

import io.rookery.shard.id.Ids;

/**
 * An account as the other services see it.
 *
 * @param large whether its statuses are merged in at read time instead of pushed
 * @param entity what the client API shows of it
 */
record InternalAccount(
        String id, String username, boolean large, boolean locked, AccountEntity entity) {

    static InternalAccount of(Account account, AccountEntities entities) {
        return new InternalAccount(
                Ids.format(account.id()),
                account.username(),
                account.large(),
                account.locked(),
                entities.of(account));
    }
}
