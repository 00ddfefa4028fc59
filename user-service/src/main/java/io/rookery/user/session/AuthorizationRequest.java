package io.rookery.user.session;

import io.rookery.kit.parameters.Parameters;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An application's request to act for whoever signs in.
 *
 * @param redirectUri one of the application's own, to the letter
 * @param state given back to the application as it came
 * @param challenge what the code's redeemer must know the source of; null without PKCE
 */
record AuthorizationRequest(
        ClientApplication application,
        String redirectUri,
        OAuthScopes scopes,
        @Nullable String state,
        @Nullable String challenge) {

    /**
     * Reads and checks a request.
     *
     * @throws OAuthException if the application or its address is not known; nobody may then be
     *     sent to the address
     * @throws Unacceptable if something else is wrong, which the application is told about
     */
    static AuthorizationRequest of(Parameters parameters, ClientApplications applications) {
        String redirectUri = parameters.text("redirect_uri");
        ClientApplication application =
                Optional.ofNullable(parameters.text("client_id"))
                        .flatMap(applications::byClientId)
                        .orElseThrow(OAuthException::invalidClient);
        if (redirectUri == null || !application.redirectUris().contains(redirectUri)) {
            throw OAuthException.invalidRequest(
                    "The requested redirect uri is malformed or doesn't match client redirect URI.");
        }
        String state = parameters.text("state");
        AuthorizationRequest request =
                new AuthorizationRequest(
                        application,
                        redirectUri,
                        OAuthScopes.parse(parameters.text("scope")).orElse(OAuthScopes.DEFAULT),
                        state,
                        parameters.text("code_challenge"));
        request.check(parameters);
        return request;
    }

    /** Wrong in a way that the application is told about, at its address. */
    static final class Unacceptable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient AuthorizationRequest request;
        private final OAuthException reason;

        Unacceptable(AuthorizationRequest request, OAuthException reason) {
            super(reason.description(), null, false, false);
            this.request = request;
            this.reason = reason;
        }

        AuthorizationRequest request() {
            return request;
        }

        OAuthException reason() {
            return reason;
        }
    }

    boolean isOutOfBand() {
        return redirectUri.equals(RedirectUris.OUT_OF_BAND);
    }

    private void check(Parameters parameters) {
        if (!"code".equals(parameters.text("response_type"))) {
            throw new Unacceptable(this, OAuthException.unsupportedResponseType());
        }
        boolean granted =
                OAuthScopes.parse(parameters.text("scope"))
                        .filter(wanted -> wanted.within(application.scopes()))
                        .isPresent();
        if (!granted) {
            throw new Unacceptable(this, OAuthException.invalidScope());
        }
        if (challenge == null) {
            return;
        }
        if (!ProofKey.METHOD.equals(parameters.text("code_challenge_method"))
                || !ProofKey.isChallenge(challenge)) {
            throw new Unacceptable(
                    this, OAuthException.invalidRequest("The code challenge method must be S256."));
        }
    }
}
