package io.rookery.kit.security;

import io.rookery.kit.error.ApiException;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sender of a request, according to its access token. Controllers take it as an argument.
 * Without a token it is {@link #ANONYMOUS}. A request with an invalid token never reaches them.
 *
 * @param accountId the account that signed in; null for an application's own token and for an
 *     anonymous caller
 * @param tokenId the token's identifier, by which it can be revoked; 0 without a token
 * @param clientId the application that the token was issued to; empty without a token
 * @param scopes the scopes that the token was granted, as the API writes them
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
     * Returns the account that calls.
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
     * Returns the viewing account, if any, for content that may be seen without signing in.
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
     * Requires the scope for what an application may do without an account.
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
