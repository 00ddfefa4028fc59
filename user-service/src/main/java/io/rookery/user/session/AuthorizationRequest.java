package io.rookery.user.session;

import io.rookery.api.parameters.Parameters;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An application's request to act for the user who signs in.
 *
 * @param redirectUri covered by one of the application's registered URIs
 * @param state returned to the application unchanged
 * @param challenge the PKCE code challenge, whose verifier is needed to redeem the code; null
 *     without PKCE
 */
record AuthorizationRequest(
        ClientApplication application,
        String redirectUri,
        OAuthScopes scopes,
        @Nullable String state,
        @Nullable String challenge) {

    /**
     * The maximum length of the URL-encoded state. It is returned in a URL, whose length browsers
     * and servers limit.
     */
    private static final int LONGEST_STATE = 6_000;

    /**
     * Parses and validates a request.
     *
     * @throws OAuthException if anything is wrong. The error is shown to the user: there is no
     *     redirect without the user's answer
     */
    static AuthorizationRequest of(Parameters parameters, ClientApplications applications) {
        String redirectUri = parameters.text("redirect_uri");
        ClientApplication application =
                Optional.ofNullable(parameters.text("client_id"))
                        .flatMap(applications::byClientId)
                        .orElseThrow(OAuthException::invalidClient);
        if (redirectUri == null || !application.mayBeSentTo(redirectUri)) {
            throw OAuthException.invalidRequest(
                    "The requested redirect uri is malformed or doesn't match client redirect URI.");
        }
        String state = parameters.text("state");
        if (state != null
                && URLEncoder.encode(state, StandardCharsets.UTF_8).length() > LONGEST_STATE) {
            throw OAuthException.invalidRequest("The state is too long.");
        }
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

    boolean isOutOfBand() {
        return redirectUri.equals(RedirectUris.OUT_OF_BAND);
    }

    private void check(Parameters parameters) {
        if (!"code".equals(parameters.text("response_type"))) {
            throw OAuthException.unsupportedResponseType();
        }
        String mode = parameters.text("response_mode");
        if (mode != null && !mode.equals("query")) {
            throw OAuthException.invalidRequest("The response mode must be query.");
        }
        boolean granted =
                OAuthScopes.parse(parameters.text("scope"))
                        .filter(wanted -> wanted.within(application.scopes()))
                        .isPresent();
        if (!granted) {
            throw OAuthException.invalidScope();
        }
        String method = parameters.text("code_challenge_method");
        boolean isProofKey =
                challenge == null
                        ? method == null
                        : ProofKey.METHOD.equals(method) && ProofKey.isChallenge(challenge);
        if (!isProofKey) {
            throw OAuthException.invalidRequest("The code challenge method must be S256.");
        }
    }
}
