package io.rookery.kit.security;

import io.rookery.kit.error.ApiException;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request, by its access token. Controllers take it as an argument; without a token it
 * is {@link #ANONYMOUS}, and with one that is not valid the request never reaches them.
 *
 * @param accountId the account that signed in; null for an application's own token and for nobody
 * @param tokenId the token's identifier, by which it can be revoked; 0 without a token
 * @param clientId the application that the token was given to; empty without a token
 * @param scopes what the token was granted, as the API writes it
 */
public record Caller(@Nullable Long accountId, long tokenId, String clientId, Set<String> scopes) {

    public static final Caller ANONYMOUS = new Caller(null, 0, "", Set.of());

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    public boolean isAnonymous() {
        return tokenId == 0;
    }

    /**
     * The account that calls.
     *
     * @throws ApiException 401 without a token, 403 without the scope, 422 with a token that no
     *     account has signed in for
     */
    public long account(Scope scope) {
        require(scope);
        if (accountId == null) {
            throw ApiException.unprocessable("This method requires an authenticated user");
        }
        return accountId;
    }

    /**
     * The account that looks on, if any, for what may be seen without signing in.
     *
     * @throws ApiException 403 with a token that lacks the scope
     */
    public OptionalLong viewer(Scope scope) {
        if (isAnonymous()) {
            return OptionalLong.empty();
        }
        require(scope);
        return accountId == null ? OptionalLong.empty() : OptionalLong.of(accountId);
    }

    /**
     * For what an application may do without an account.
     *
     * @throws ApiException 401 without a token, 403 without the scope
     */
    public void require(Scope scope) {
        if (isAnonymous()) {
            throw ApiException.unauthorized();
        }
        if (!scope.isGrantedBy(scopes)) {
            throw ApiException.forbidden("This action is outside the authorized scopes");
        }
    }
}
