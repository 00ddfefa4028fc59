package io.rookery.user.session;

import io.rookery.shard.id.Ids;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a token stands for.
 *
 * @param id by which it can be revoked; in the account's slot, or without one in the client id's
 * @param accountId null for an application's own token
 * @param scopes separated by spaces
 */
public record AccessToken(long id, @Nullable Long accountId, String clientId, String scopes) {

    /** The same with another id, which is in the same slot. */
    public AccessToken withId(long other) {
        return new AccessToken(other, accountId, clientId, scopes);
    }

    public Instant issuedAt() {
        return Ids.timeOf(id);
    }
}
