package io.rookery.user.session;

import io.rookery.shard.id.Ids;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The content of an access token.
 *
 * @param id identifies it for revocation; in the slot of the account or, without an account, of the
 *     client id
 * @param accountId null for an application's own token
 * @param scopes separated by spaces
 */
public record AccessToken(long id, @Nullable Long accountId, String clientId, String scopes) {

    /** The same with another id, which must be in the same slot. */
    public AccessToken withId(long other) {
        return new AccessToken(other, accountId, clientId, scopes);
    }

    public Instant issuedAt() {
        return Ids.timeOf(id);
    }
}
