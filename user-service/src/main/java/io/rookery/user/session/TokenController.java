package io.rookery.user.session;

import io.rookery.kit.parameters.Parameters;
import io.rookery.kit.request.RequestIdentity;
import io.rookery.user.session.AuthorizationCodes.Redemption;
import jakarta.servlet.http.HttpServletRequest;
import java.util.OptionalLong;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Gives access tokens for what OAuth calls grants. */
@RestController
final class TokenController {

    private final ClientAuthentication clients;
    private final AuthorizationCodes codes;
    private final AccessTokens tokens;
    private final SignIn signIn;

    TokenController(
            ClientAuthentication clients,
            AuthorizationCodes codes,
            AccessTokens tokens,
            SignIn signIn) {
        this.clients = clients;
        this.codes = codes;
        this.tokens = tokens;
        this.signIn = signIn;
    }

    @PostMapping("/oauth/token")
    ResponseEntity<TokenEntity> token(
            HttpServletRequest request, Parameters parameters, RequestIdentity identity) {
        String grantType = required(parameters, "grant_type");
        ClientApplication client = clients.authenticate(request, parameters);
        TokenEntity token =
                switch (grantType) {
                    case "authorization_code" -> forCode(client, parameters, identity);
                    case "client_credentials" ->
                            tokens.issueToApplication(client, scopes(client, parameters));
                    case "password" -> forPassword(client, parameters);
                    default -> throw OAuthException.unsupportedGrantType();
                };
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(token);
    }

    private TokenEntity forCode(
            ClientApplication client, Parameters parameters, RequestIdentity identity) {
        return codes.redeem(
                        new Redemption(
                                required(parameters, "code"),
                                client.clientId(),
                                required(parameters, "redirect_uri"),
                                parameters.text("code_verifier"),
                                identity.key()))
                .map(tokens::entity)
                .orElseThrow(OAuthException::invalidGrant);
    }

    private TokenEntity forPassword(ClientApplication client, Parameters parameters) {
        OAuthScopes scopes = scopes(client, parameters);
        OptionalLong account =
                signIn.authenticate(
                        required(parameters, "username"), required(parameters, "password"));
        return tokens.issueToAccount(
                account.orElseThrow(OAuthException::invalidGrant), client, scopes);
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
