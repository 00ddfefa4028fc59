package io.rookery.user.session;

import io.rookery.kit.error.ApiException;
import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.id.Ids;
import io.rookery.shard.slot.Slots;
import io.rookery.shard.transaction.ShardClient;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Issues access tokens and takes them back. They do not expire. */
@Component
public final class AccessTokens {

    private final ShardClient shards;
    private final IdGenerator ids;
    private final TokenSigner signer;
    private final ClientApplications applications;

    AccessTokens(
            ShardClient shards,
            IdGenerator ids,
            TokenSigner signer,
            ClientApplications applications) {
        this.shards = shards;
        this.ids = ids;
        this.signer = signer;
        this.applications = applications;
    }

    /** A token for the application itself. */
    TokenEntity issueToApplication(ClientApplication application, OAuthScopes scopes) {
        int slot = Slots.of(application.clientId());
        return issue(slot, null, application, scopes);
    }

    /** A token for an account that has signed in. */
    TokenEntity issueToAccount(long accountId, ClientApplication application, OAuthScopes scopes) {
        return issue(Ids.slotOf(accountId), accountId, application, scopes);
    }

    /**
     * A token for a new account, not stored yet: with all that the application may be granted.
     *
     * @throws ApiException 401 if there is no such application
     */
    public AccessToken draft(long accountId, String clientId) {
        ClientApplication application =
                applications.byClientId(clientId).orElseThrow(ApiException::unauthorized);
        long id = ids.next(Ids.slotOf(accountId), accountId);
        return new AccessToken(id, accountId, clientId, application.scopes().text());
    }

    /**
     * Keeps the token in the caller's transaction, which must be in the slot of its id. May be
     * repeated.
     *
     * @return false if another token has the id, made elsewhere at the same moment
     */
    public boolean store(JdbcClient jdbc, AccessToken token) {
        jdbc.sql(
                        """
                        insert into access_token (slot, id, account_id, client_id, scopes)
                        values (:slot, :id, :accountId, :clientId, :scopes)
                        on conflict (slot, id) do nothing\
                        """)
                .param("slot", Ids.slotOf(token.id()))
                .param("id", token.id())
                .param("accountId", token.accountId())
                .param("clientId", token.clientId())
                .param("scopes", token.scopes())
                .update();
        return jdbc.sql(
                        """
                        select account_id is not distinct from cast(:accountId as bigint)
                           and client_id = :clientId and scopes = :scopes
                        from access_token where slot = :slot and id = :id\
                        """)
                .param("slot", Ids.slotOf(token.id()))
                .param("id", token.id())
                .param("accountId", token.accountId())
                .param("clientId", token.clientId())
                .param("scopes", token.scopes())
                .query(Boolean.class)
                .single();
    }

    /** The token as the client gets it. */
    public TokenEntity entity(AccessToken token) {
        return new TokenEntity(
                signer.sign(token), "Bearer", token.scopes(), token.issuedAt().getEpochSecond());
    }

    /** From now on the token is refused, as soon as those who check it have read of it. */
    void revoke(long tokenId) {
        int slot = Ids.slotOf(tokenId);
        shards.write(
                slot,
                jdbc -> {
                    jdbc.sql(
                                    "update access_token set revoked = true where slot = :slot and id = :id")
                            .param("slot", slot)
                            .param("id", tokenId)
                            .update();
                    return jdbc.sql(
                                    """
                                    insert into revocation (slot, token_id) values (:slot, :id)
                                    on conflict (slot, token_id) do nothing\
                                    """)
                            .param("slot", slot)
                            .param("id", tokenId)
                            .update();
                });
    }

    private TokenEntity issue(
            int slot, @Nullable Long accountId, ClientApplication application, OAuthScopes scopes) {
        while (true) {
            AccessToken token =
                    new AccessToken(
                            ids.next(slot), accountId, application.clientId(), scopes.text());
            if (shards.write(slot, jdbc -> store(jdbc, token))) {
                return entity(token);
            }
        }
    }
}
