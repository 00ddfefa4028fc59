package io.rookery.user.session;

import io.rookery.kit.error.ApiException;
import io.rookery.kit.security.RevocationList;
import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.id.Ids;
import io.rookery.shard.slot.Slots;
import io.rookery.shard.transaction.CommitBarrier;
import io.rookery.shard.transaction.ShardClient;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Issues and revokes access tokens. They do not expire. */
@Component
public final class AccessTokens {

    private final ShardClient shards;
    private final IdGenerator ids;
    private final TokenSigner signer;
    private final ClientApplications applications;
    private final KeyedDigest digest;
    private final RevocationList revoked;
    private final SessionSettings settings;

    AccessTokens(
            ShardClient shards,
            IdGenerator ids,
            TokenSigner signer,
            ClientApplications applications,
            KeyedDigest digest,
            RevocationList revoked,
            SessionSettings settings) {
        this.shards = shards;
        this.ids = ids;
        this.signer = signer;
        this.applications = applications;
        this.digest = digest;
        this.revoked = revoked;
        this.settings = settings;
    }

    /**
     * Issues a token for the application itself. Idempotent: a repeated request gets the same
     * token.
     */
    TokenEntity issueToApplication(
            ClientApplication application, OAuthScopes scopes, String requestKey) {
        return issue(Slots.of(application.clientId()), null, application, scopes, requestKey)
                .orElseThrow();
    }

    /**
     * Issues a token for an account that has signed in. Idempotent: a repeated request gets the
     * same token. Empty if the password has been changed since the sign-in.
     */
    Optional<TokenEntity> issueToAccount(
            SignedIn who, ClientApplication application, OAuthScopes scopes, String requestKey) {
        return issue(Ids.slotOf(who.accountId()), who, application, scopes, requestKey);
    }

    /**
     * A token for a new account, with all scopes that the application may be granted. It is not
     * stored yet.
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
     * Stores a new token in the caller's transaction, which must be in the slot of its id. If the
     * holder then has too many tokens, revokes the oldest.
     *
     * @return false if the id is taken, because another instance generated the same one at the same
     *     moment
     */
    public boolean store(JdbcClient jdbc, AccessToken token) {
        boolean isNew = TokenRows.insert(jdbc, token);
        if (isNew) {
            TokenRows.revokeOldest(jdbc, token, settings.tokensPerHolder());
        }
        return isNew;
    }

    /** The token in the client API's format. */
    public TokenEntity entity(AccessToken token) {
        return new TokenEntity(
                signer.sign(token), "Bearer", token.scopes(), token.issuedAt().getEpochSecond());
    }

    /** Revokes a token. Other services reject it as soon as they have read the revocation. */
    void revoke(long tokenId) {
        shards.write(
                Ids.slotOf(tokenId),
                jdbc -> {
                    TokenRows.revoke(jdbc, tokenId);
                    return true;
                });
        revoked.add(tokenId);
    }

    /** Revokes the account's tokens of a client whose ids are less than the given one. */
    void revokeOlder(long accountId, String clientId, long than) {
        List<Long> ended =
                shards.write(
                        Ids.slotOf(accountId),
                        jdbc -> TokenRows.revokeOlder(jdbc, accountId, clientId, than));
        wereRevoked(ended);
    }

    /**
     * Makes this process reject tokens immediately that a committed transaction of the caller has
     * revoked.
     */
    void wereRevoked(Collection<Long> tokenIds) {
        tokenIds.forEach(revoked::add);
    }

    private sealed interface Outcome {}

    private record Issued(AccessToken token) implements Outcome {}

    private record PasswordChanged() implements Outcome {}

    private record TokenIdTaken() implements Outcome {}

    private Optional<TokenEntity> issue(
            int slot,
            @Nullable SignedIn who,
            ClientApplication application,
            OAuthScopes scopes,
            String requestKey) {
        Long accountId = who == null ? null : who.accountId();
        // A request counts as repeated only if it presents everything that the first one did.
        String request =
                digest.of(
                        "token request",
                        requestKey,
                        application.clientId(),
                        scopes.text(),
                        who == null ? "" : who.accountId() + " " + who.passwordHash());
        while (true) {
            AccessToken token =
                    new AccessToken(
                            ids.next(slot), accountId, application.clientId(), scopes.text());
            Outcome outcome = shards.write(slot, jdbc -> issue(jdbc, who, token, request));
            switch (outcome) {
                case Issued(AccessToken issued) -> {
                    return Optional.of(entity(issued));
                }
                case PasswordChanged() -> {
                    return Optional.empty();
                }
                case TokenIdTaken() -> {
                    // Another instance generated the same id at the same moment. The next id is
                    // new.
                }
            }
        }
    }

    private Outcome issue(
            JdbcClient jdbc, @Nullable SignedIn who, AccessToken token, String request) {
        if (who != null && !Credentials.isCurrent(jdbc, who)) {
            return new PasswordChanged();
        }
        int slot = Ids.slotOf(token.id());
        Optional<Long> before = TokenRows.givenTo(jdbc, slot, request);
        if (before.isPresent()) {
            CommitBarrier.leave(jdbc);
            return new Issued(token.withId(before.get()));
        }
        if (!store(jdbc, token)) {
            return new TokenIdTaken();
        }
        if (TokenRows.give(jdbc, request, token.id())) {
            return new Issued(token);
        }
        TokenRows.delete(jdbc, token.id());
        return new Issued(token.withId(TokenRows.givenTo(jdbc, slot, request).orElseThrow()));
    }
}
