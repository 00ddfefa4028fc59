package io.rookery.user.session;

import io.rookery.kit.error.ApiException;
import io.rookery.kit.error.UnavailableException;
import io.rookery.kit.security.Caller;
import io.rookery.kit.security.TokenVerifier;
import io.rookery.kit.shard.CorrectedClock;
import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.ShardUnavailableException;
import io.rookery.user.address.InstanceAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * The sign-in session of a browser on the pages of this site. It is an access token in a cookie, so
 * it is listed and ended like all others, but the API grants it nothing. Forms that rely on it are
 * accepted only from our own pages.
 */
@Component
final class BrowserSession {

    private static final String COOKIE = "rookery-session";

    /** With this prefix, browsers accept the cookie only from this very host, through TLS. */
    private static final String OF_THIS_HOST = "__Host-";

    /**
     * The client id and the scope of browser sessions. No application has this client id, and none
     * can be granted this scope.
     */
    static final String NAME = "browser";

    private static final ClientApplication BROWSER =
            new ClientApplication(
                    0, NAME, "Browser", null, List.of(), new OAuthScopes(Set.of(NAME)));

    private final AccessTokens tokens;
    private final TokenVerifier verifier;
    private final Credentials credentials;
    private final CorrectedClock clock;
    private final InstanceAddress address;
    private final Duration lifetime;

    BrowserSession(
            AccessTokens tokens,
            TokenVerifier verifier,
            Credentials credentials,
            CorrectedClock clock,
            InstanceAddress address,
            SessionSettings settings) {
        this.tokens = tokens;
        this.verifier = verifier;
        this.credentials = credentials;
        this.clock = clock;
        this.address = address;
        this.lifetime = settings.browserLifetime();
    }

    /** Whether a token is the session of a browser. */
    static boolean isOne(AccessToken token) {
        return token.clientId().equals(NAME);
    }

    /**
     * The account that the browser is signed in as. Empty if the session has ended or its shard is
     * down.
     */
    Optional<SignedIn> find(HttpServletRequest request) {
        try {
            return caller(request)
                    .map(Caller::accountId)
                    .flatMap(credentials::of)
                    .map(credential ->
                            new SignedIn(credential.accountId(), credential.passwordHash()));
        } catch (ShardUnavailableException e) {
            return Optional.empty();
        }
    }

    /**
     * Starts a session in a browser after a sign-in with password, and returns its cookie. Empty if
     * the password has been changed since, or if the browser is already signed in to the same
     * account. Ends the session of another account in this browser, and the account's expired
     * browser sessions.
     *
     * @param requestKey the same for a repeated request
     */
    Optional<ResponseCookie> begin(HttpServletRequest request, SignedIn who, String requestKey) {
        Optional<Caller> before = caller(request);
        if (before.filter(one -> Objects.equals(one.accountId(), who.accountId())).isPresent()) {
            return Optional.empty();
        }
        before.ifPresent(other -> tokens.revoke(other.tokenId()));
        tokens.revokeOlder(who.accountId(), NAME, oldest());
        return tokens.issueToAccount(who, BROWSER, BROWSER.scopes(), requestKey)
                .map(token -> cookie(token.accessToken(), lifetime));
    }

    /** The lowest possible token id of a session that has not expired. */
    long oldest() {
        return Ids.firstAt(clock.instant().minus(lifetime));
    }

    /** Ends the browser's session, if it has one. The returned cookie deletes the browser's one. */
    ResponseCookie end(HttpServletRequest request) {
        caller(request).ifPresent(caller -> tokens.revoke(caller.tokenId()));
        return cookie("", Duration.ZERO);
    }

    private Optional<Caller> caller(HttpServletRequest request) {
        List<String> all = Visitor.cookiesIn(request, cookieName());
        if (all.size() != 1) {
            // If there are two, we did not set one of them.
            return Optional.empty();
        }
        try {
            return Optional.of(verifier.verify(all.getFirst())).filter(this::isGood);
        } catch (ApiException | UnavailableException e) {
            return Optional.empty();
        }
    }

    private boolean isGood(Caller caller) {
        return caller.clientId().equals(NAME)
                && caller.accountId() != null
                && caller.tokenId() >= oldest();
    }

    private ResponseCookie cookie(String value, Duration maxAge) {
        return ResponseCookie.from(cookieName(), value)
                .path(isSecure() ? "/" : "/oauth")
                .httpOnly(true)
                .sameSite("Lax")
                .secure(isSecure())
                .maxAge(maxAge)
                .build();
    }

    private String cookieName() {
        return isSecure() ? OF_THIS_HOST + COOKIE : COOKIE;
    }

    private boolean isSecure() {
        return address.baseUrl().startsWith("https:");
    }
}
