package io.rookery.user.session;

import io.rookery.kit.security.Scope;
import io.rookery.user.address.InstanceAddress;
import java.util.Arrays;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** Serves the OAuth metadata that tell clients how to sign in (RFC 8414). */
@RestController
final class DiscoveryController {

    private final InstanceAddress address;

    DiscoveryController(InstanceAddress address) {
        this.address = address;
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record AuthorizationServer(
            String issuer,
            String serviceDocumentation,
            String authorizationEndpoint,
            String tokenEndpoint,
            String revocationEndpoint,
            String appRegistrationEndpoint,
            List<String> scopesSupported,
            List<String> responseTypesSupported,
            List<String> responseModesSupported,
            List<String> grantTypesSupported,
            List<String> tokenEndpointAuthMethodsSupported,
            List<String> codeChallengeMethodsSupported) {}

    @GetMapping("/.well-known/oauth-authorization-server")
    AuthorizationServer authorizationServer() {
        String base = address.baseUrl();
        return new AuthorizationServer(
                base + "/",
                "https://docs.joinmastodon.org/",
                base + "/oauth/authorize",
                base + "/oauth/token",
                base + "/oauth/revoke",
                base + "/api/v1/apps",
                Arrays.stream(Scope.values()).map(Scope::text).toList(),
                List.of("code"),
                List.of("query"),
                List.of("authorization_code", "client_credentials", "password"),
                List.of("client_secret_basic", "client_secret_post"),
                List.of(ProofKey.METHOD));
    }
}
