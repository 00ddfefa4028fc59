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
 * Whom a browser is signed in as, on the pages of this site. It is an access token in a cookie, so
 * that it is listed and ended like all others; the API opens nothing to it. Forms that rely on it
 * are taken from our own pages alone.
 */
@Component
final class BrowserSession {

    private static final String COOKIE = "rookery-session";

    /** With this in front, browsers take it from nobody but this very site, by TLS. */
    private static final String OF_THIS_HOST = "__Host-";

    /** No application has this identifier, and none can be granted this scope. */
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

    /** Whom the browser is signed in as; nobody if that is over or cannot be said. */
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
     * The cookie of a browser in which somebody has just shown the password; none if that has been
     * changed since, or if the browser is signed in as the same person already. Whoever was signed
     * in there before is no more, nor are browsers of the person's whose time is over.
     *
     * @param requestKey the same for a request that is repeated
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

    /** The identifier that the oldest session has at least which is not over. */
    long oldest() {
        return Ids.firstAt(clock.instant().minus(lifetime));
    }

    /** Ends the browser's session, if it has one; the cookie takes it away there, too. */
    ResponseCookie end(HttpServletRequest request) {
        caller(request).ifPresent(caller -> tokens.revoke(caller.tokenId()));
        return cookie("", Duration.ZERO);
    }

    private Optional<Caller> caller(HttpServletRequest request) {
        List<String> all = Visitor.cookiesIn(request, cookieName());
        if (all.size() != 1) {
            // Of two, one was not set by us.
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
