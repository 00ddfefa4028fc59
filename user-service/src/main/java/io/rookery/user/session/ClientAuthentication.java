package io.rookery.user.session;

import io.rookery.api.parameters.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Authenticates the application that sends an OAuth request, by its secret in the body or in the
 * header.
 */
@Component
final class ClientAuthentication {

    private static final String BASIC = "Basic ";

    private final ClientApplications applications;

    ClientAuthentication(ClientApplications applications) {
        this.applications = applications;
    }

    /**
     * The application that sends the request.
     *
     * @throws OAuthException 401 if it is unknown or its secret is wrong
     */
    ClientApplication authenticate(HttpServletRequest request, Parameters parameters) {
        Credentials credentials = ofHeader(request.getHeader(HttpHeaders.AUTHORIZATION));
        if (credentials == null) {
            credentials = ofBody(parameters);
        }
        if (credentials == null) {
            throw OAuthException.invalidClient();
        }
        return applications
                .authenticate(credentials.clientId(), credentials.secret())
                .orElseThrow(OAuthException::invalidClient);
    }

    private record Credentials(String clientId, String secret) {}

    private static @Nullable Credentials ofBody(Parameters parameters) {
        String clientId = parameters.text("client_id");
        String secret = parameters.text("client_secret");
        return clientId == null || secret == null ? null : new Credentials(clientId, secret);
    }

    private static @Nullable Credentials ofHeader(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return null;
        }
        try {
            String pair =
                    new String(
                            Base64.getDecoder().decode(header.substring(BASIC.length()).strip()),
                            StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? null
                    : new Credentials(
                            decode(pair.substring(0, colon)), decode(pair.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw OAuthException.invalidClient();
        }
    }

    private static String decode(String text) {
        String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
        if (decoded.indexOf(0) >= 0) {
            throw OAuthException.invalidClient(); // Postgres cannot store it.
        }
        return decoded;
    }
}
