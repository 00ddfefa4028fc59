package io.rookery.user.session;

import io.rookery.api.parameters.Parameters;
import io.rookery.kit.request.RequestIdentity;
import io.rookery.kit.security.TokenVerifier;
import io.rookery.user.session.AuthorizationCodes.Redemption;
import io.rookery.user.throttle.ClientAddress;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The OAuth token endpoint: issues access tokens for grants. */
@RestController
final class TokenController {

    private final ClientAuthentication clients;
    private final AuthorizationCodes codes;
    private final AccessTokens tokens;
    private final SignIn signIn;
    private final KnownDevices devices;
    private final TokenVerifier verifier;

    TokenController(
            ClientAuthentication clients,
            AuthorizationCodes codes,
            AccessTokens tokens,
            SignIn signIn,
            KnownDevices devices,
            TokenVerifier verifier) {
        this.clients = clients;
        this.codes = codes;
        this.tokens = tokens;
        this.signIn = signIn;
        this.devices = devices;
        this.verifier = verifier;
    }

    @PostMapping("/oauth/token")
    ResponseEntity<TokenEntity> token(
            HttpServletRequest request,
            Parameters parameters,
            RequestIdentity identity,
            ClientAddress address) {
        String grantType = required(parameters, "grant_type");
        ClientApplication client = clients.authenticate(request, parameters);
        String key = RequestKey.of(identity);
        return switch (grantType) {
            case "authorization_code" -> answer().body(forCode(client, parameters, key));
            case "client_credentials" ->
                    answer().body(
                                    tokens.issueToApplication(
                                            client, scopes(client, parameters), key));
            case "password" ->
                    forPassword(client, parameters, key, Visitor.of(request, address, verifier));
            default -> throw OAuthException.unsupportedGrantType();
        };
    }

    private TokenEntity forCode(ClientApplication client, Parameters parameters, String key) {
        return codes.redeem(
                        new Redemption(
                                required(parameters, "code"),
                                client.clientId(),
                                required(parameters, "redirect_uri"),
                                parameters.text("code_verifier"),
                                key))
                .map(tokens::entity)
                .orElseThrow(OAuthException::invalidGrant);
    }

    private ResponseEntity<TokenEntity> forPassword(
            ClientApplication client, Parameters parameters, String key, Visitor visitor) {
        OAuthScopes scopes = scopes(client, parameters);
        SignedIn who =
                signIn.authenticate(
                                visitor,
                                required(parameters, "username"),
                                required(parameters, "password"))
                        .orElseThrow(OAuthException::invalidGrant);
        TokenEntity token =
                tokens.issueToAccount(who, client, scopes, key)
                        .orElseThrow(OAuthException::invalidGrant);
        return answer().header(HttpHeaders.SET_COOKIE, devices.cookie(visitor, who).toString())
                .body(token);
    }

    private static ResponseEntity.BodyBuilder answer() {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore());
    }

    private static OAuthScopes scopes(ClientApplication client, Parameters parameters) {
        return OAuthScopes.parse(parameters.text("scope"))
                .filter(scopes -> scopes.within(client.scopes()))
                .orElseThrow(OAuthException::invalidScope);
    }

    private static String required(Parameters parameters, String name) {
        String text = parameters.text(name);
        if (text == null || text.isEmpty()) {
            throw OAuthException.invalidRequest("Missing required parameter: " + name + ".");
        }
        return text;
    }
}
